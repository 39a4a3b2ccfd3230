package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A small disk of its own for one part of a fleet, which can be filled. Needs root; without, it is a folder like any other.
final class Volume implements AutoCloseable {
    private static final int BLOCK = 64 * 1024;

    private final Path folder;
    private final String obstacle;

    private Volume(Path folder, String obstacle) {
        this.folder = folder;
        this.obstacle = obstacle;
    }

    static Volume mount(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Volume(folder,
                Shell.tried("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "muster",
                        folder.toString()));
    }

    Path folder() {
        return folder;
    }

    /// Why it can't be filled; empty if it can.
    String obstacle() {
        return obstacle.isEmpty() ? "" : "no disk of its own can be mounted here: " + obstacle;
    }

    /// To the last byte.
    void fill() {
        try (var file = Files.newByteChannel(ballast(), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
            for (var size = BLOCK; size > 0; size = size / 16) {
                write(file, new byte[size]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(WritableByteChannel file, byte[] block) {
        try {
            while (file.write(ByteBuffer.wrap(block)) > 0) {
                // On to the next.
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        if (obstacle.isEmpty()) {
            Shell.run("umount", "--lazy", folder.toString());
        }
    }
}
