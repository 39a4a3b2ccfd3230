package dev.muster.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// What the handlers of [DependentAgents] depend on: an endpoint that answers, fails or keeps its callers waiting as it is
/// told to, for each agent type on its own, and knows who called it. Thread-safe.
final class Dependency implements AutoCloseable {
    /// How callers fare.
    enum Mode {
        ANSWER, FAIL, HOLD
    }

    /// @param pid of the worker
    /// @param task with its workflow, as `workflow/task`
    record Call(String agent, long pid, String task, int attempt) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // Guarded by this.
    private final Map<String, Mode> modes = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Call> answered = new ArrayList<>();
    private final List<Call> interrupted = new ArrayList<>();
    private final List<Call> over = new ArrayList<>();
    private final LinkedHashMap<Call, CompletableFuture<Boolean>> held = new LinkedHashMap<>();
    private final Map<String, Integer> allowed = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();

    Dependency() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/call", exchange -> {
            var call = call(exchange);
            reply(exchange, begin(call).thenApply(isGood -> end(call, isGood)).join() ? 200 : 503);
        });
        server.createContext("/interrupted", exchange -> {
            note(interrupted, call(exchange));
            reply(exchange, 200);
        });
        server.createContext("/over", exchange -> {
            note(over, call(exchange));
            reply(exchange, 200);
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Call call(HttpExchange exchange) {
        var words = exchange.getRequestURI().getQuery().split(" ", -1);
        return new Call(words[0], Long.parseLong(words[1]), words[2], Integer.parseInt(words[3]));
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private synchronized CompletableFuture<Boolean> begin(Call call) {
        calls.add(call);
        var answer = new CompletableFuture<Boolean>();
        most.merge(call.agent(), running(call.agent()).size() + 1, Math::max);
        switch (modes.getOrDefault(call.agent(), Mode.ANSWER)) {
            case ANSWER -> answer.complete(true);
            case FAIL -> answer.complete(false);
            case HOLD -> {
                if (allowed.getOrDefault(call.agent(), 0) > 0) {
                    allowed.merge(call.agent(), -1, Integer::sum);
                    answer.complete(true);
                } else {
                    held.put(call, answer);
                }
            }
        }
        return answer;
    }

    private synchronized boolean end(Call call, boolean isGood) {
        held.remove(call);
        if (isGood) {
            answered.add(call);
        }
        return isGood;
    }

    private synchronized void note(List<Call> where, Call call) {
        where.add(call);
    }

    /// From now on; those that wait fare the same.
    void set(String agent, Mode mode) {
        synchronized (this) {
            modes.put(agent, mode);
        }
        if (mode != Mode.HOLD) {
            answer(call -> call.agent().equals(agent), mode == Mode.ANSWER);
        }
    }

    /// Answers those that wait.
    void answer(Predicate<Call> which, boolean isGood) {
        var waiting = new ArrayList<CompletableFuture<Boolean>>();
        synchronized (this) {
            held.forEach((call, answer) -> {
                if (which.test(call)) {
                    waiting.add(answer);
                }
            });
        }
        waiting.forEach(answer -> answer.complete(isGood));
    }

    /// Gives so many a good answer: those that wait longest, and then those that come next.
    void letThrough(String agent, int count) {
        var waiting = new ArrayList<CompletableFuture<Boolean>>();
        synchronized (this) {
            held.forEach((call, answer) -> {
                if (call.agent().equals(agent) && waiting.size() < count) {
                    waiting.add(answer);
                }
            });
            allowed.merge(agent, count - waiting.size(), Integer::sum);
        }
        waiting.forEach(answer -> answer.complete(true));
    }

    /// Every call so far, in order.
    synchronized List<Call> calls(String agent) {
        return of(calls, agent);
    }

    /// Those that wait for their answer.
    synchronized List<Call> running(String agent) {
        return of(List.copyOf(held.keySet()), agent);
    }

    /// Those that got a good answer.
    synchronized List<Call> answered(String agent) {
        return of(answered, agent);
    }

    /// Those whose handlers were told to stop.
    synchronized List<Call> interrupted(String agent) {
        return of(interrupted, agent);
    }

    /// Those whose handlers have ended although they were told to stop.
    synchronized List<Call> over(String agent) {
        return of(over, agent);
    }

    /// The most calls at once, so far.
    synchronized int most(String agent) {
        return most.getOrDefault(agent, 0);
    }

    private static List<Call> of(List<Call> calls, String agent) {
        return calls.stream().filter(call -> call.agent().equals(agent)).toList();
    }

    @Override
    public void close() {
        answer(call -> true, false);
        server.stop(0);
        threads.close();
    }
}
