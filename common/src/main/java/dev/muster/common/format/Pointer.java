package dev.muster.common.format;

/// Where something stands in a document: a JSON Pointer (RFC 6901).
record Pointer(String text) {
    static final Pointer ROOT = new Pointer("");

    Pointer to(String field) {
        return new Pointer(text + "/" + field.replace("~", "~0").replace("/", "~1"));
    }

    Pointer to(int index) {
        return new Pointer(text + "/" + index);
    }
}
