package dev.muster.dev;

import dev.muster.common.AgentType;
import java.net.URI;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `--agent` of `muster worker` asks for: a program that is run, or an address that is called, for each task.
sealed interface AgentOption {
    AgentType type();

    record Exec(AgentType type, String command) implements AgentOption {}

    record Http(AgentType type, URI url) implements AgentOption {}

    /// Reads the form in which an agent is given on the command line.
    final class Converter implements ITypeConverter<AgentOption> {
        private static final Pattern FORM = Pattern.compile("([^=]+)=(exec|http):(.+)", Pattern.DOTALL);

        @Override
        public AgentOption convert(String value) {
            var parts = FORM.matcher(value);
            if (!parts.matches()) {
                throw refused(value, "expected TYPE=exec:COMMAND or TYPE=http:URL");
            }
            try {
                var type = new AgentType(parts.group(1));
                return parts.group(2).equals("exec")
                        ? new Exec(type, parts.group(3))
                        : new Http(type, url(value, parts.group(3)));
            } catch (IllegalArgumentException e) {
                throw refused(value, String.valueOf(e.getMessage()));
            }
        }

        /// `http:` begins both the kind and most addresses: `t=http://host` and `t=http:http://host` are the same.
        private static URI url(String value, String text) {
            var url = URI.create(text.startsWith("//") ? "http:" + text : text);
            if (url.getHost() == null || !url.getScheme().matches("https?")) {
                throw refused(value, "expected a URL such as http://127.0.0.1:9000/tasks");
            }
            return url;
        }

        private static TypeConversionException refused(String value, String expected) {
            return new TypeConversionException("'" + value + "' is no agent: " + expected);
        }
    }
}
