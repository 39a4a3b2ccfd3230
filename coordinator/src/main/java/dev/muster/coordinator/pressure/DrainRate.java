package dev.muster.coordinator.pressure;

/// How fast something goes down, from when it did lately: an average over some seconds that forgets. Has one owner.
final class DrainRate {
    private static final double SECOND = 1e9;
    /// Beyond that without any nothing is known of its pace.
    private static final double SILENCE_SECONDS = 5;
    private static final double SHARE_OF_LATEST = 0.5;

    private boolean hasBegun;
    private long began;
    private long count;
    private double perSecond;

    void count(long now) {
        if (!hasBegun || secondsSince(now) > SILENCE_SECONDS) {
            hasBegun = true;
            began = now;
            count = 0;
            perSecond = 0;
        }
        count++;
        if (secondsSince(now) >= 1) {
            var latest = count / secondsSince(now);
            perSecond = perSecond == 0
                    ? latest
                    : SHARE_OF_LATEST * latest + (1 - SHARE_OF_LATEST) * perSecond;
            began = now;
            count = 0;
        }
    }

    /// 0 if nothing went for seconds.
    double perSecond(long now) {
        if (!hasBegun || secondsSince(now) > SILENCE_SECONDS) {
            return 0;
        }
        // In its first second there is no more than what has gone until now.
        return perSecond == 0 ? count / Math.max(1, secondsSince(now)) : perSecond;
    }

    private double secondsSince(long now) {
        return (now - began) / SECOND;
    }
}
