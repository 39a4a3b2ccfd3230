package dev.muster.worker;

/// How an attempt at a task failed, as it is reported.
/// @param code stable and short, such as `timeout`
/// @param isRetryable whether another attempt makes sense
public record TaskFailure(String code, String message, boolean isRetryable) {}
