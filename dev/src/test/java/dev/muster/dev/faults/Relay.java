package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/// A way through which clients reach a port of 127.0.0.1, and which may be slow: what goes through it arrives whole, in order
/// and so much later. Thread-safe.
final class Relay implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 256;
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    private final ServerSocket door;
    private volatile int target;
    private volatile long delayNanos;

    private record Chunk(ByteBuffer bytes, long read) {}

    Relay() {
        try {
            door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /// Lets clients in.
    void open(int targetPort) {
        target = targetPort;
        Thread.ofVirtual().start(this::accept);
    }

    /// @param each in either direction
    void delay(Duration each) {
        delayNanos = each.toNanos();
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void connect(Socket client) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            carry(client, server);
            carry(server, client);
        } catch (IOException e) {
            close(client);
        }
    }

    private void carry(Socket from, Socket to) {
        var chunks = new ArrayBlockingQueue<Chunk>(CHUNKS);
        Thread.ofVirtual().start(() -> read(from, chunks));
        Thread.ofVirtual().start(() -> write(chunks, to));
    }

    /// An empty chunk is the last.
    private static void read(Socket from, BlockingQueue<Chunk> chunks) {
        var buffer = new byte[CHUNK];
        try {
            int length;
            do {
                length = readOrEnd(from, buffer);
                chunks.put(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(0, length))),
                        System.nanoTime()));
            } while (length > 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int readOrEnd(Socket from, byte[] buffer) {
        try {
            return from.getInputStream().read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void write(BlockingQueue<Chunk> chunks, Socket to) {
        try {
            for (var chunk = chunks.take(); chunk.bytes().hasRemaining(); chunk = chunks.take()) {
                for (var left = left(chunk); left > 0; left = left(chunk)) {
                    // The delay may become shorter meanwhile.
                    LockSupport.parkNanos(Math.min(left, LOOK_AGAIN_NANOS));
                }
                to.getOutputStream().write(chunk.bytes().array());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The other end is gone, which the one who sends learns below.
        }
        close(to);
    }

    private long left(Chunk chunk) {
        return chunk.read() + delayNanos - System.nanoTime();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
