package dev.muster.bench;

import dev.muster.bench.ProcessUsage.ThreadTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessUsageTest {
    @Test
    void userAndSystemTimeOfAProcessAreAddedUp() {
        var stat = "4711 (java) S 1 4711 4711 0 -1 4194304 9 0 0 0 1234 66 0 0 20 0 31 0 100 8000000 5000 0";

        assertThat(ProcessUsage.thread(stat)).isEqualTo(new ThreadTime("java", 13.0));
    }

    @Test
    void aThreadsNameMayHaveBlanksAndParentheses() {
        var stat = "7 (C2 (x) Compiler) R 1 7 7 0 -1 0 0 0 0 0 100 50 0 0 20 0 1 0 0 0 0";

        assertThat(ProcessUsage.thread(stat)).isEqualTo(new ThreadTime("C2 (x) Compiler", 1.5));
    }

    @Test
    void memoryIsToldInMebibytes() {
        var status = "Name:\tjava\nVmPeak:\t 9000000 kB\nVmRSS:\t  524288 kB\nThreads:\t31\n";

        assertThat(ProcessUsage.rss(status)).isEqualTo(512.0);
    }

    @Test
    void aMachineThatIsIdleUsesNothing() {
        var stat = "cpu  100 20 30 4000 500 6 7 8 90 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n";

        assertThat(ProcessUsage.machine(stat)).isEqualTo(1.71);
    }

    @Test
    void thisProcessHasUsedSomething() {
        var own = ProcessHandle.current().pid();

        assertThat(ProcessUsage.cpuSeconds(own)).isPositive();
        assertThat(ProcessUsage.rssMib(own)).isPositive();
        assertThat(ProcessUsage.threads(own)).isNotEmpty();
    }
}
