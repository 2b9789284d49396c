package dev.evenkeel.compute;

import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Scope;
import java.net.InetAddress;

/// The metadata service as a driver sees it: told of each instance before it starts, so that user
/// data can ask who it is from its first line.
public interface InstanceMetadata {
    /// Answers the instance from now on. Repeating it changes nothing.
    void attach(InstanceId id, Scope scope, InetAddress address);

    /// Stops answering an instance that is gone.
    void detach(InstanceId id);

    /// The URL at which the instance with this address reaches the service, for
    /// `AWS_EC2_METADATA_SERVICE_ENDPOINT`.
    String endpoint(InetAddress address);
}
