package dev.evenkeel.api;

import java.util.Map;
import java.util.TreeMap;

/// One HTTP answer of the API.
public record ApiAnswer(int status, Map<String, String> headers, Body body) {

    public static ApiAnswer of(int status, String contentType, Body body) {
        return new ApiAnswer(status, Map.of("Content-Type", contentType), body);
    }

    public static ApiAnswer empty(int status) {
        return new ApiAnswer(status, Map.of(), Body.EMPTY);
    }

    public ApiAnswer with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new ApiAnswer(status, all, body);
    }
}
