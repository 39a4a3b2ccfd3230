package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import java.util.List;

/// The stored form of one segment of a `forEach` task's items.
final class ItemsForm {
    private static final int VERSION = 1;

    private ItemsForm() {}

    static byte[] write(List<Json> items) {
        return new FormWriter(VERSION).texts(items.stream().map(Json::text).toList()).bytes();
    }

    static List<Json> read(byte[] bytes) {
        return new FormReader("segment of items", VERSION, bytes).texts().stream().map(Json::new).toList();
    }
}
