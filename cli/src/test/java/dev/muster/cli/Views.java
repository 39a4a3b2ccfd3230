package dev.muster.cli;

/// Workflows as the server shows them.
final class Views {
    private Views() {}

    static String workflow(String status, String... tasks) {
        return """
                {"id":"w1","name":"launch","version":2,"status":"%s",\
                "progress":{"total":3,"completed":1,"failed":0,"running":1,"percentage":33.3},\
                "timing":{"createdAt":"2026-01-02T03:04:05Z","durationSeconds":1.5},"tasks":{%s},\
                "errors":[],"tags":[],"metadata":{}}""".formatted(status, String.join(",", tasks));
    }

    static String task(String id, String status) {
        return "\"%s\":{\"status\":\"%s\",\"agent\":\"finance\",\"action\":\"pay\",\"attempts\":1}"
                .formatted(id, status);
    }

    /// @param second of the minute in which it ended
    static String ended(String id, String status, int second) {
        return ("\"%s\":{\"status\":\"%s\",\"agent\":\"finance\",\"action\":\"pay\",\"attempts\":1,"
                + "\"startedAt\":\"2026-01-02T03:04:05Z\",\"endedAt\":\"2026-01-02T03:04:%02dZ\"}")
                .formatted(id, status, second);
    }

    static String failed(String id, String status, int attempts, String message) {
        return ("\"%s\":{\"status\":\"%s\",\"agent\":\"finance\",\"action\":\"pay\",\"attempts\":%d,"
                + "\"error\":{\"code\":\"no_money\",\"message\":\"%s\"}}")
                .formatted(id, status, attempts, message);
    }
}
