package dev.muster.worker.builtin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a=exec:./run.sh --fast x=1", "a=http:http://127.0.0.1:8080/tasks",
        "a=http://127.0.0.1:8080/tasks", "a=https://example.org", "a=http:https://example.org"})
    void anAgentIsATypeAndAWayToRunIt(String text) {
        assertThat(Agents.parse(text).type().value()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "finance | agent 'finance' is not understood: expected TYPE=exec:COMMAND or TYPE=http:URL",
        "=exec:x | agent '=exec:x' is not understood: expected TYPE=exec:COMMAND or TYPE=http:URL",
        "a=ssh:x | agent 'a=ssh:x' is not understood: expected TYPE=exec:COMMAND or TYPE=http:URL",
        "a=exec: | agent 'a=exec:' is not understood: expected TYPE=exec:COMMAND or TYPE=http:URL, with something after 'exec:'",
        "a=http:not a url | agent 'a=http:not a url' is not understood: 'not a url' is no URL",
        "a=http:ftp://h | agent a has the URL 'ftp://h': expected http://HOST/... or https://HOST/...",
        "1=exec:x | agent type '1' is not allowed: expected 1 to 100 letters, digits, '_' or '-', the first a letter"})
    void anythingElseIsRefusedSayingWhatWasExpected(String text, String message) {
        assertThatThrownBy(() -> Agents.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aBlankCommandIsRefused() {
        assertThatThrownBy(() -> ExecAgent.of("a", " "))
                .hasMessage("agent a has a blank command: expected one to run");
    }
}
