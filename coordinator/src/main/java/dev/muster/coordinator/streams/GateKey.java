package dev.muster.coordinator.streams;

import dev.muster.coordinator.gate.Holder;
import dev.muster.coordinator.gate.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/// The keys of the gates' rows: the kind first, then the gate's name, then what tells the rows of one kind apart. Neither
/// names nor ids hold a byte 0, which stands between the parts; a fairness key may, so its length goes before it.
final class GateKey {
    private static final byte GATE = 'G';
    private static final byte AGENT = 'R';
    private static final byte HOLDER = 'H';
    private static final byte FLOW = 'F';
    private static final byte WAITING = 'W';

    private GateKey() {}

    static Bytes gate(String gate) {
        return of(GATE, gate);
    }

    static Bytes agent(String gate) {
        return of(AGENT, gate);
    }

    static Bytes holder(String gate, Holder holder) {
        var task = holder.task() == null ? "" : holder.task().value() + '\0' + holder.attempt();
        return of(HOLDER, gate + '\0' + holder.workflow() + '\0' + task);
    }

    static Bytes flow(String gate, Place.Flow flow) {
        return flow(FLOW, gate, flow, 0);
    }

    static Bytes waiting(String gate, Place.Flow flow, long ticket) {
        return flow(WAITING, gate, flow, ticket);
    }

    /// Before and after all gates' rows, and those of each kind of one gate.
    static Bytes beforeGates() {
        return Bytes.wrap(new byte[]{GATE});
    }

    static Bytes afterGates() {
        return Bytes.wrap(new byte[]{GATE + 1});
    }

    static Bytes beforeAgents() {
        return Bytes.wrap(new byte[]{AGENT});
    }

    static Bytes afterAgents() {
        return Bytes.wrap(new byte[]{AGENT + 1});
    }

    static Bytes beforeHolders(String gate) {
        return of(HOLDER, gate + '\0');
    }

    static Bytes afterHolders(String gate) {
        return of(HOLDER, gate + '\1');
    }

    static Bytes beforeFlows(String gate) {
        return of(FLOW, gate + '\0');
    }

    static Bytes afterFlows(String gate) {
        return of(FLOW, gate + '\1');
    }

    static Bytes beforeWaiting(String gate) {
        return of(WAITING, gate + '\0');
    }

    static Bytes afterWaiting(String gate) {
        return of(WAITING, gate + '\1');
    }

    /// The gate whose row it is.
    static String gateOf(Bytes key) {
        var bytes = key.get();
        return new String(bytes, 1, bytes.length - 1, StandardCharsets.US_ASCII);
    }

    private static Bytes of(byte kind, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(1 + bytes.length).put(kind).put(bytes).array());
    }

    private static Bytes flow(byte kind, String gate, Place.Flow flow, long ticket) {
        var name = (gate + '\0').getBytes(StandardCharsets.US_ASCII);
        var key = flow.key().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length + 2 * Integer.BYTES + key.length + Long.BYTES)
                .put(kind).put(name).putInt(flow.priority()).putInt(key.length).put(key).putLong(ticket)
                .array());
    }
}
