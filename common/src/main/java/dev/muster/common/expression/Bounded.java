package dev.muster.common.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/// Functions of the language whose result may be larger than all that went in, with a bound on it: without one a
/// short expression could fill the memory.
final class Bounded {
    static final int MOST_CHARACTERS = 4 << 20;

    private Bounded() {}

    static List<CelFunctionBinding> functions() {
        var all = new ArrayList<CelFunctionBinding>();
        all.addAll(CelFunctionBinding.fromOverloads("_+_",
                CelFunctionBinding.from("add_string", String.class, String.class, Bounded::concatenated),
                CelFunctionBinding.from("add_bytes", CelByteString.class, CelByteString.class,
                        Bounded::concatenated)));
        all.addAll(CelFunctionBinding.fromOverloads("join",
                CelFunctionBinding.from("list_join", List.class, texts -> joined(texts, "")),
                CelFunctionBinding.from("list_join_string", List.class, String.class, Bounded::joined)));
        all.addAll(CelFunctionBinding.fromOverloads("replace",
                CelFunctionBinding.from("string_replace_string_string",
                        List.of(String.class, String.class, String.class),
                        in -> replaced((String) in[0], (String) in[1], (String) in[2], -1)),
                CelFunctionBinding.from("string_replace_string_string_int",
                        List.of(String.class, String.class, String.class, Long.class),
                        in -> replaced((String) in[0], (String) in[1], (String) in[2], (Long) in[3]))));
        return all;
    }

    private static String concatenated(String left, String right) {
        checkText((long) left.length() + right.length());
        return left + right;
    }

    private static CelByteString concatenated(CelByteString left, CelByteString right) {
        checkText((long) left.size() + right.size());
        return left.concat(right);
    }

    private static String joined(List<?> texts, String separator) {
        var joined = new StringBuilder();
        for (var text : texts) {
            if (!(text instanceof String next)) {
                throw new Refusal(
                        "join takes a list of strings: turn others into strings with map(x, string(x))");
            }
            checkText((long) joined.length() + separator.length() + next.length());
            joined.append(joined.isEmpty() ? "" : separator).append(next);
        }
        return joined.toString();
    }

    /// At most `limit` replacements from the left; all of them if it is negative. An empty `search` stands before
    /// each character and at the end.
    private static String replaced(String text, String search, String replacement, long limit) {
        var out = new StringBuilder();
        var from = 0;
        for (long done = 0; limit < 0 || done < limit; done++) {
            var at = text.indexOf(search, from);
            if (at < 0) {
                break;
            }
            checkText((long) out.length() + (at - from) + replacement.length());
            out.append(text, from, at).append(replacement);
            from = at + search.length();
            if (search.isEmpty()) {
                if (at == text.length()) {
                    break;
                }
                out.append(text.charAt(at));
                from = at + 1;
            }
        }
        checkText((long) out.length() + text.length() - from);
        return out.append(text, from, text.length()).toString();
    }

    private static void checkText(long length) {
        if (length > MOST_CHARACTERS) {
            throw new Refusal("a text of more than " + MOST_CHARACTERS + " characters would come of it");
        }
    }
}
