package dev.muster.bench;

/// The `muster` command with all its verbs, `bench` among them.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(dev.muster.dev.Main.run(args, new BenchCommand()));
    }
}
