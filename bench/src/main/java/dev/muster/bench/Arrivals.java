package dev.muster.bench;

/// When the next workflow is to be submitted. Times are nanoseconds since the driver began. One thread.
sealed interface Arrivals {
    long NOT_YET = Long.MAX_VALUE;

    /// @param now what the clock says
    /// @param outstanding how many have not ended
    /// @return when the next one is due: what its latency counts from. [#NOT_YET] if others have to end before
    long next(long now, int outstanding);

    /// The one that was due has been submitted.
    void submitted();

    /// Closed loop: as many as that are always under way.
    record Closed(int most) implements Arrivals {
        @Override
        public long next(long now, int outstanding) {
            return outstanding < most ? now : NOT_YET;
        }

        @Override
        public void submitted() {}
    }

    /// Open loop: each has its time, whether others have ended or not. If the driver or the fleet is late, the latency of those that
    /// should have been submitted meanwhile counts from when they should have been.
    final class Open implements Arrivals {
        private static final double SECOND = 1e9;

        private final long from;
        private final double perSecond;
        private long submitted;

        Open(long from, double perSecond) {
            this.from = from;
            this.perSecond = perSecond;
        }

        @Override
        public long next(long now, int outstanding) {
            return from + Math.round(submitted * SECOND / perSecond);
        }

        @Override
        public void submitted() {
            submitted++;
        }
    }

    /// No more.
    record None() implements Arrivals {
        @Override
        public long next(long now, int outstanding) {
            return NOT_YET;
        }

        @Override
        public void submitted() {
            throw new IllegalStateException("nothing was due");
        }
    }
}
