package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.wire.WireFormat;
import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes campaigns from text templates, and finds out whom they are for.
@Agent("marketing")
final class Marketing {
    private static final int MOST_CHANNELS = 5;

    private final OutputFolder output;
    private final DataFolder data;
    private final Pace pace;

    Marketing(OutputFolder output, DataFolder data, Pace pace) {
        this.output = output;
        this.data = data;
        this.pace = pace;
    }

    /// @param site the page that the campaign leads to
    /// @param channels email, social, blog, press and sms if null or empty
    /// @param start the day of the launch, as in `2026-12-01`; the schedule counts days from it if null
    /// @param failWith makes the launch fail with this message, after its copy was written: for trying out a rollback
    record Campaign(@Nullable String brand, @Nullable String tagline, @Nullable String offer,
            @Nullable String audience, @Nullable String site, @Nullable List<String> channels,
            @Nullable String start, @Nullable String failWith) {}

    record Launched(String brand, List<Piece> pieces, String schedule, int posts) {}

    record Piece(String channel, String file, int words) {}

    record Post(int day, @Nullable String date, String time, String channel, String file, String note) {}

    private record Schedule(String brand, List<Post> posts) {}

    /// @param customers a data file with email, country, orders and spent; `customers.csv` if null
    record Audience(@Nullable String customers) {}

    record Segmented(int customers, List<Segments.Segment> segments, String file) {}

    @Action("launch_campaign")
    Launched launch(@Nullable Campaign campaign, TaskContext task) {
        var given = Given.input(campaign);
        var brand = Given.text("brand", given.brand(), Given.NAME);
        var start = start(given.start());
        var words = Map.of("brand", brand, "tagline",
                Given.textOr("A new name to remember.", "tagline", given.tagline(), Given.SENTENCE), "offer",
                Given.textOr("Be among the first to see it.", "offer", given.offer(), Given.SENTENCE),
                "audience",
                Given.textOr("everybody", "audience", given.audience(), Given.NAME), "site",
                Given.textOr("the website", "site", given.site(), Given.SENTENCE), "hashtag",
                "#" + Given.slug(brand).replace("-", ""));
        var channels = channels(Given.list("channels", given.channels(), MOST_CHANNELS));
        return output.publish(task, draft -> {
            var pieces = new ArrayList<Piece>();
            for (var channel : channels) {
                var text = new Template(data.text("channels", channel.template())).plain(words);
                var file = draft.write(channel.file(), text);
                pieces.add(new Piece(channel.word(), file, text.split("\\s+", -1).length));
                pace.step(task, pieces.size(), channels.size() + 1, "wrote " + channel.file());
            }
            failIfTold(given.failWith());
            var posts = channels.stream()
                    .flatMap(channel -> channel.posts(draft.name(channel.file()), start).stream())
                    .sorted(Channel.IN_TIME).toList();
            var schedule = draft.write("schedule.json", json(new Schedule(brand, posts)));
            return new Launched(brand, List.copyOf(pieces), schedule, posts.size());
        });
    }

    @Compensation("withdraw_campaign")
    void withdraw(@Nullable Map<String, Object> campaign, TaskContext task) {
        output.remove(task);
    }

    @Action("segment_audience")
    Segmented segment(@Nullable Audience audience, TaskContext task) {
        var file = Given.textOr("customers.csv", "customers", audience == null ? null : audience.customers(),
                Given.NAME);
        var segments = Segments.read(file, data.text("customers", file));
        return output.publish(task, draft -> {
            for (var segment : segments.all()) {
                draft.write(segment.key() + ".csv", segments.csv(segment.key()));
            }
            pace.step(task, 1, 1, "sorted " + segments.customers() + " customers");
            return new Segmented(segments.customers(), segments.all(),
                    draft.write("segments.json", json(segments.all())));
        });
    }

    @Compensation("discard_segments")
    void discard(@Nullable Map<String, Object> audience, TaskContext task) {
        output.remove(task);
    }

    private static void failIfTold(@Nullable String message) {
        if (message != null && !message.isBlank()) {
            throw TaskExecutionException.retryable("campaign_failed",
                    Given.text("failWith", message, Given.SENTENCE), null);
        }
    }

    private static List<Channel> channels(List<String> given) {
        if (given.isEmpty()) {
            return List.of(Channel.values());
        }
        return given.stream().distinct().map(word -> {
            try {
                return Channel.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw TaskExecutionException.terminal("invalid_input",
                        "channels holds an unknown one: expected some of " + Channel.words(), e);
            }
        }).toList();
    }

    private static @Nullable LocalDate start(@Nullable String given) {
        try {
            return given == null || given.isBlank() ? null : LocalDate.parse(given);
        } catch (DateTimeException e) {
            throw TaskExecutionException.terminal("invalid_input",
                    "start is no date: expected one such as 2026-12-01", e);
        }
    }

    private static String json(Object value) throws IOException {
        return WireFormat.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
