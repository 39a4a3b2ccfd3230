package dev.muster.coordinator.http;

/// How a request is answered: at once, or for as long as somebody listens.
sealed interface Reply permits Answer, EventStream {}
