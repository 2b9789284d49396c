package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Caller;

/// Answers `/_evenkeel/...` paths beside the AWS services. May block.
@FunctionalInterface
public interface Route {
    ApiAnswer answer(ApiRequest request, Caller caller);
}
