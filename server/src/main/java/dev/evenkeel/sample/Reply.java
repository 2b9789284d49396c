package dev.evenkeel.sample;

/// What the application answers: a status and one line of JSON.
record Reply(int status, String body) {
    String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            default -> "Service Unavailable";
        };
    }
}
