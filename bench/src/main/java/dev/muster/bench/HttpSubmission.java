package dev.muster.bench;

import java.util.concurrent.atomic.AtomicLong;

/// Posts workflows to a coordinator, as many at once as are asked for.
final class HttpSubmission implements Submission {
    private static final int CREATED = 201;

    private final Api api;
    private final Workload workload;
    private final AtomicLong refused = new AtomicLong();

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
            if (failure != null || status != CREATED) {
                refused.incrementAndGet();
            }
        });
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        // The API is another's.
    }
}
