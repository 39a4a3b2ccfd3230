package dev.muster.dev.agents;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A way to reach people, with the text it needs and the days on which it speaks.
enum Channel {
    EMAIL("md", "09:00", 0, 3, 7),
    SOCIAL("txt", "12:30", -3, 0, 1, 2, 5),
    BLOG("md", "08:00", 0),
    PRESS("md", "07:00", -1),
    SMS("txt", "17:00", 0);

    static final Comparator<Marketing.Post> IN_TIME = Comparator.comparingInt(Marketing.Post::day)
            .thenComparing(Marketing.Post::time).thenComparing(Marketing.Post::channel);

    private final String extension;
    private final String time;
    // Made once below and only ever read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Integer> days;

    /// @param days before (below zero) or after the launch
    Channel(String extension, String time, Integer... days) {
        this.extension = extension;
        this.time = time;
        this.days = List.of(days);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Channel::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String file() {
        return word() + "." + extension;
    }

    /// The data file that its text is made from.
    String template() {
        return "campaign/" + file();
    }

    List<Marketing.Post> posts(String file, @Nullable LocalDate start) {
        var posts = new ArrayList<Marketing.Post>();
        for (int day : days) {
            var date = start == null ? null : start.plusDays(day).toString();
            posts.add(new Marketing.Post(day, date, time, word(), file,
                    day < 0 ? "before the launch" : day == 0 ? "on the day" : "reminder"));
        }
        return posts;
    }
}
