package dev.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Posts workflows to a coordinator, as many at once as are asked for.
final class HttpSubmission implements Submission {
    private static final int CREATED = 201;
    private static final int TOO_MANY = 429;

    private final Api api;
    private final Workload workload;
    private final AtomicLong failed = new AtomicLong();
    private final Queue<Long> turnedAway = new ConcurrentLinkedQueue<>();

    HttpSubmission(Api api, Workload workload) {
        this.api = api;
        this.workload = workload;
    }

    @Override
    public void submit(long number) {
        var kind = workload.kind(number);
        var body = "{\"id\":\"" + workload.name() + "-" + number + "\",\"name\":\"" + kind.definition()
                + "\",\"input\":" + kind.input() + "}";
        var _ = api.post("/api/v1/workflows", body).whenComplete((status, failure) -> {
            if (failure == null && status == TOO_MANY) {
                turnedAway.add(number);
            } else if (failure != null || status != CREATED) {
                failed.incrementAndGet();
            }
        });
    }

    @Override
    public long failed() {
        return failed.get();
    }

    @Override
    public List<Long> turnedAway() {
        var numbers = new ArrayList<Long>();
        for (var number = turnedAway.poll(); number != null; number = turnedAway.poll()) {
            numbers.add(number);
        }
        return numbers;
    }

    @Override
    public void close() {
        // The API is another's.
    }
}
