package dev.muster.coordinator.http;

import dev.muster.common.WorkflowId;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.peer.HttpPeers;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Rates;
import dev.muster.coordinator.port.Role;
import dev.muster.coordinator.port.WorkflowFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeersTest {
    private final ServedFleet served = new ServedFleet();
    private final HttpPeers peers = new HttpPeers(Optional::empty);
    private final Address there = new Address(HttpApi.LOOPBACK, served.port());

    @AfterEach
    void close() {
        peers.close();
        served.close();
    }

    @Test
    void aWorkflowIsTheSameAtTheOtherEnd() {
        served.fleet().status("here-1", "RUNNING");

        var found = peers.ask(there, new PeerQuestion.Find(new WorkflowId("here-1")));

        assertThat(found.view()).isEqualTo(served.fleet().find(new WorkflowId("here-1"))).isPresent();
    }

    @Test
    void aWorkflowThatIsNotThereIsAnAnswerToo() {
        assertThat(peers.ask(there, new PeerQuestion.Find(new WorkflowId("here-2"))).view()).isEmpty();
        assertThat(peers.ask(there, new PeerQuestion.FindSurely(new WorkflowId("here-2"))).view()).isEmpty();
        assertThat(peers.ask(there, new PeerQuestion.FindAccepted(new WorkflowId("here-2"))).view())
                .isEmpty();
    }

    @Test
    void aPageIsAskedForWithItsFilter() {
        served.fleet().status("one", "RUNNING");
        served.fleet().status("two", "FAILED");
        var filter = new WorkflowFilter("RUNNING", "brand-launch", null, 1, "next");

        var page = peers.ask(there, new PeerQuestion.Page(filter, List.of(1, 3)));

        assertThat(served.fleet().filter()).isEqualTo(filter);
        assertThat(page).isEqualTo(served.fleet().list(filter));
        assertThat(page.cursor()).isEqualTo("next");
    }

    @Test
    void figuresAreThoseOfThePartitionsThatWereNamed() {
        assertThat(peers.ask(there, new PeerQuestion.Count(List.of(0, 2, 3))))
                .isEqualTo(new Figures(3, 0, 0, 0));
    }

    @Test
    void figuresOfAgentsAreAsTheyAreTold() {
        assertThat(peers.ask(there, new PeerQuestion.AskAgents())).isEqualTo(new OwnAnswers.AgentFigures(
                Map.of("finance", new OwnAnswers.Gate(2, 1, FakeFleet.NOW.toEpochMilli())),
                Map.of("finance", new Rates(2.5, 1))));
    }

    @Test
    void whatIsNotOpenThereIsNotReady() {
        assertThatThrownBy(() -> peers.ask(there, new PeerQuestion.Find(new WorkflowId("elsewhere"))))
                .isInstanceOf(NotReadyException.class).hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void aBugOfThePeerIsNotShown() {
        served.fleet().failWith(new IllegalStateException("secret"));

        assertThatThrownBy(() -> peers.ask(there, new PeerQuestion.Find(new WorkflowId("here-1"))))
                .isInstanceOf(NotReadyException.class).hasMessageNotContaining("secret");
    }

    @Test
    void whoIsNotReachedIsNotReady() throws IOException {
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new Address(HttpApi.LOOPBACK, nobody.getLocalPort());
            nobody.close();

            assertThatThrownBy(() -> peers.ask(address, new PeerQuestion.Count(List.of(0))))
                    .isInstanceOf(NotReadyException.class);
        }
    }

    @Test
    void whereCallersHaveToSayWhoTheyAreACoordinatorSaysItsSecret() {
        var admission = new Admission(token -> token.equals("the secret")
                ? Optional.of(new Caller("coordinator", Role.PEER))
                : Optional.empty(), null, false, new CallerBounds(1, 1));
        try (var guarded = new ServedFleet(admission);
                var knowing = new HttpPeers(() -> Optional.of("the secret"));
                var wrong = new HttpPeers(() -> Optional.of("another secret"))) {
            var address = new Address(HttpApi.LOOPBACK, guarded.port());
            var question = new PeerQuestion.Count(List.of(0));

            for (var time = 0; time < 20; time++) {
                assertThat(knowing.ask(address, question)).isEqualTo(new Figures(1, 0, 0, 0));
            }
            for (var other : List.of(peers, wrong)) {
                assertThatThrownBy(() -> other.ask(address, question)).isInstanceOf(NotReadyException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"question\":\"what?\"}",
        "{\"question\":\"find\",\"workflow\":{\"a\":1}}", "{\"question\":\"find\"}",
        "{\"question\":\"find\",\"workflow\":{\"value\":\"-\"}}"})
    void whatIsNoQuestionIsRefused(String body) {
        assertThat(served.post(PeerQuestion.PATH, body).status()).isEqualTo(400);
    }

    static Stream<Address> addresses() {
        return Stream.of(new Address("muster-1.example.org", 8080), new Address("127.0.0.1", 1),
                new Address("::1", 65_535));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void anAddressIsReadAsItIsWritten(Address address) {
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "muster-1", "muster-1:", ":80", "muster-1:0", "muster-1:65536", "::1:80",
        "a b:80",
        "http://muster-1:80", "muster-1:80/x"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
