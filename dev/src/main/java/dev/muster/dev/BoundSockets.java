package dev.muster.dev;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.server.ServerSocketFactory;

/// The server sockets of one embedded broker, bound before the broker is configured: a free port is known without
/// a race, and a taken one is an error before anything was started. Thread-safe; each socket is handed out once.
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;

    private final ConcurrentMap<String, ServerSocketChannel> unclaimed = new ConcurrentHashMap<>();

    /// @param address port 0 for any free one
    /// @return the port bound
    int bind(String listener, InetSocketAddress address) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("port " + address.getPort() + " on " + address.getHostString()
                    + " is already in use", e);
        }
        unclaimed.put(listener, channel);
        return channel.socket().getLocalPort();
    }

    @Override
    public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog,
            int receiveBuffer) throws IOException {
        var bound = unclaimed.remove(listener);
        return bound == null
                ? KafkaServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog,
                        receiveBuffer)
                : bound;
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
