package dev.muster.common.expression;

/// A function of the language refused its arguments, in words fit for a user's eyes.
final class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message);
    }
}
