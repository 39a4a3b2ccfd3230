package dev.muster.coordinator.http;

import dev.muster.coordinator.port.ProblemKind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams that are open. One whose subscriber doesn't read is ended: a thread looks out for them. Thread-safe.
final class OpenStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    private final StreamRules rules;
    private final int mostOfOne;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param mostOfOne how many one caller may have
    OpenStreams(StreamRules rules, int mostOfOne) {
        this.rules = rules;
        this.mostOfOne = mostOfOne;
        Thread.ofVirtual().name("stream-watch").start(this::watch);
    }

    StreamRules rules() {
        return rules;
    }

    int count() {
        return streams.size();
    }

    /// @param visitor whose it is
    /// @throws RefusedException if there are too many
    Stream open(Visitor visitor) {
        if (streams.size() >= rules.most()) {
            throw RefusedException.of(ProblemKind.NOT_READY, "there are " + rules.most()
                    + " open streams, expected fewer; come again when some are closed");
        }
        if (visitor.isCounted() && countOf(visitor) >= mostOfOne) {
            throw RefusedException.of(ProblemKind.TOO_MANY_REQUESTS, "the caller has " + mostOfOne
                    + " open streams, expected fewer; come again when some are closed");
        }
        var stream = new Stream(Thread.currentThread(), visitor.name());
        streams.add(stream);
        return stream;
    }

    private long countOf(Visitor visitor) {
        return streams.stream().filter(stream -> stream.caller.equals(visitor.name())).count();
    }

    /// Ends all of them.
    @Override
    public void close() {
        closed.countDown();
        streams.forEach(Stream::interrupt);
    }

    private void watch() {
        try {
            while (!closed.await(rules.patience().toMillis() / 4 + 1, TimeUnit.MILLISECONDS)) {
                var now = System.nanoTime();
                streams.stream().filter(stream -> stream.isStuck(now)).forEach(stream -> {
                    LOG.atInfo().log("stream of events ended, its subscriber does not read");
                    stream.interrupt();
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One of them, served by a thread of its own.
    final class Stream implements AutoCloseable {
        private final Thread thread;
        private final String caller;
        private boolean isOver;
        private boolean isWriting;
        private long since;

        private Stream(Thread thread, String caller) {
            this.thread = thread;
            this.caller = caller;
        }

        boolean isEnding() {
            return closed.getCount() == 0;
        }

        synchronized void beginsToWrite() {
            since = System.nanoTime();
            isWriting = true;
        }

        synchronized void hasWritten() {
            isWriting = false;
        }

        private synchronized boolean isStuck(long now) {
            return isWriting && now - since > rules.patience().toNanos();
        }

        /// A write of a virtual thread that is interrupted closes its socket. The thread serves others later, so
        /// it is left alone once this is over.
        private synchronized void interrupt() {
            if (!isOver) {
                thread.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            isOver = true;
            streams.remove(this);
        }
    }
}
