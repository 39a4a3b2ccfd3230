package dev.muster.common;

import java.util.ResourceBundle;

/// The version of Muster that the build wrote down, which is that of all its parts.
public final class Version {
    private static final String TEXT = ResourceBundle.getBundle("dev.muster.common.build")
            .getString("version");

    private Version() {}

    /// Such as `0.1.0`.
    public static String text() {
        return TEXT;
    }
}
