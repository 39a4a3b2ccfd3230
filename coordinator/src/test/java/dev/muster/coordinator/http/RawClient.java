package dev.muster.coordinator.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sends bytes, whatever they are, and reads answers in HTTP/1.1. Keeps its connection while that can be. Used by one thread.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    RawClient(int port) {
        this.port = port;
    }

    /// @param headers by their names in lower case
    /// @param text empty for a stream of events, which is not read
    record Answer(int status, Map<String, String> headers, String text) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @param isLast nothing is sent after it, which the server is told
    /// @return the answer; empty if the server closed the connection without one
    Optional<Answer> send(byte[] request, boolean hasNoBody, boolean isLast) throws IOException {
        var isFresh = socket == null || isLast;
        if (isFresh) {
            close();
        }
        try {
            return Optional.of(exchange(request, hasNoBody, isLast));
        } catch (EOFException e) {
            close();
            return isFresh ? Optional.empty() : send(request, hasNoBody, isLast);
        } catch (SocketException e) {
            close();
            if (isFresh) {
                return Optional.empty();
            }
            return send(request, hasNoBody, isLast);
        }
    }

    private Answer exchange(byte[] request, boolean hasNoBody, boolean isLast) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        try {
            socket.getOutputStream().write(request);
            if (isLast) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            // It may have been refused before it was read to its end; the answer is there to be read.
        }
        var answer = read(Objects.requireNonNull(in), hasNoBody);
        if (isLast || answer.header("connection").equalsIgnoreCase("close")
                || answer.header("content-type").startsWith("text/event-stream")) {
            close();
        }
        return answer;
    }

    private static Answer read(InputStream in, boolean hasNoBody) throws IOException {
        var status = Integer.parseInt(line(in).split(" ", 3)[1]);
        var headers = new TreeMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var at = line.indexOf(':');
            headers.put(line.substring(0, at).toLowerCase(Locale.ROOT), line.substring(at + 1).strip());
        }
        if (status == 100) {
            return read(in, hasNoBody);
        }
        var isStream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        var body = hasNoBody || isStream || status == 304 || status == 204 ? new byte[0] : body(in, headers);
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            var length = Integer.parseInt(headers.get("content-length"));
            var body = in.readNBytes(length);
            if (body.length < length) {
                throw new IOException("an answer of " + length + " bytes broke off after " + body.length);
            }
            return body;
        }
        if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(in).strip(), 16); size > 0; size = Integer
                .parseInt(line(in).strip(), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
