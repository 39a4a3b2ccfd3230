package dev.muster.dev.agents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Sentences with places to fill, by where in a text they may stand. The same words bring the same text.
record Phrases(Map<String, List<String>> byRole) {
    private static final String OPENING = "opening";
    private static final String BODY = "body";
    private static final String CLOSING = "closing";
    private static final int SENTENCES = 4;
    private static final List<String> TONES = List.of("plain", "warm", "bold");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s");

    /// @param text a line `# role` above the sentences of each role, one a line
    static Phrases read(String text) {
        var byRole = new LinkedHashMap<String, List<String>>();
        var role = OPENING;
        for (var line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (line.startsWith("# ")) {
                role = line.substring(2).strip();
            } else {
                byRole.computeIfAbsent(role, each -> new ArrayList<>()).add(line);
            }
        }
        for (var needed : List.of(OPENING, BODY, CLOSING)) {
            if (byRole.getOrDefault(needed, List.of()).isEmpty()) {
                throw Given.invalid("the phrases of this tone have no '# " + needed + "'");
            }
        }
        return new Phrases(byRole);
    }

    static String tone(String given) {
        if (!TONES.contains(given)) {
            throw Given.invalid("tone is unknown: expected one of " + TONES);
        }
        return given;
    }

    /// @return the paragraphs
    List<String> compose(Map<String, String> words, int paragraphs) {
        var random = Seed.random(words.values().stream().sorted().toArray(String[]::new));
        var body = new ArrayList<>(byRole.getOrDefault(BODY, List.of()));
        Collections.shuffle(body, random);
        var written = new ArrayList<String>();
        for (var paragraph = 0; paragraph < paragraphs; paragraph++) {
            var sentences = new ArrayList<String>();
            if (paragraph == 0) {
                sentences.add(one(OPENING, random));
            }
            for (var sentence = sentences.size(); sentence < SENTENCES; sentence++) {
                body.add(body.getFirst());
                sentences.add(body.removeFirst());
            }
            if (paragraph == paragraphs - 1) {
                sentences.set(SENTENCES - 1, one(CLOSING, random));
            }
            written.add(new Template(String.join(" ", sentences)).plain(words));
        }
        return written;
    }

    /// @param angles a line `Heading | angle` for each, with `{{topic}}` in either
    static List<Content.Part> outline(String angles, String topic, int count) {
        var lines = angles.lines().filter(line -> line.contains("|")).toList();
        if (lines.size() < count) {
            throw Given.invalid("sections is " + count + ": expected at most " + lines.size());
        }
        var order = new ArrayList<>(java.util.stream.IntStream.range(1, lines.size()).boxed().toList());
        Collections.shuffle(order, Seed.random("outline", topic));
        var chosen = new TreeSet<>(order.subList(0, count - 1));
        // Every outline begins at the beginning.
        chosen.add(0);
        var parts = new ArrayList<Content.Part>();
        for (var index : chosen) {
            var halves = new Template(lines.get(index)).plain(Map.of("topic", topic)).split("\\|", 2);
            parts.add(new Content.Part(parts.size() + 1, halves[0].strip(), halves[1].strip()));
        }
        return List.copyOf(parts);
    }

    static String firstSentence(String text) {
        return SENTENCE_END.split(text, 2)[0];
    }

    static int words(String text) {
        return (int) Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*").matcher(text).results().count();
    }

    private String one(String role, java.util.Random random) {
        var phrases = byRole.getOrDefault(role, List.of());
        return phrases.get(random.nextInt(phrases.size()));
    }
}
