package dev.muster.coordinator.streams;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/// Stands for a content: SHA-256, in base64url.
record ContentHash(String value) {
    ContentHash {
        Objects.requireNonNull(value);
    }

    static ContentHash of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    static ContentHash of(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new ContentHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
