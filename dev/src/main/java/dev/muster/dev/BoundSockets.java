package dev.muster.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.server.ServerSocketFactory;

/// The server sockets of one embedded broker, bound before the broker is configured: a free port is known without
/// a race, and a taken one is an error before anything was started. Thread-safe; each socket is handed out once.
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;

    private final ConcurrentMap<String, ServerSocketChannel> unclaimed = new ConcurrentHashMap<>();

    /// @param port 0 for any free one
    /// @return the port bound
    int bind(String listener, int port) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("port " + port + " on 127.0.0.1 is already in use", e);
        }
        unclaimed.put(listener, channel);
        return channel.socket().getLocalPort();
    }

    @Override
    public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog,
            int receiveBuffer) {
        return Objects.requireNonNull(unclaimed.remove(listener), "no socket was bound for the listener");
    }

    /// Closes the sockets that no server has claimed; a claimed one is closed by its server.
    @Override
    public void close() throws IOException {
        for (var channel : unclaimed.values()) {
            channel.close();
        }
        unclaimed.clear();
    }
}
