package dev.muster.cli;

/// What the command tells the shell. Scripts rely on these.
public final class ExitCode {
    public static final int DONE = 0;
    /// A workflow that was waited for ended other than COMPLETED.
    public static final int NOT_COMPLETED = 1;
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int UNREACHABLE = 4;
    /// As sysexits.h has it for software that fails by itself.
    public static final int BUG = 70;

    private ExitCode() {}
}
