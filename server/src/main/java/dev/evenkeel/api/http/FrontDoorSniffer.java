package dev.evenkeel.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at the first request's Host before anything is parsed. A load balancer's name turns the
/// whole connection into a relay to it; anything else is the API's, and the sniffer leaves.
final class FrontDoorSniffer extends ByteToMessageDecoder {
    private static final int LONGEST_HEAD = 32 * 1024;
    private static final Pattern HOST = Pattern.compile("\r\n[Hh][Oo][Ss][Tt]:[ \t]*([^\r\n:]+)");

    private final FrontDoor frontDoor;

    FrontDoorSniffer(FrontDoor frontDoor) {
        this.frontDoor = frontDoor;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        String head =
                in.toString(
                        in.readerIndex(),
                        Math.min(in.readableBytes(), LONGEST_HEAD),
                        StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0 && in.readableBytes() < LONGEST_HEAD) {
            return;
        }
        Optional<InetSocketAddress> loadBalancer =
                host(end < 0 ? head : head.substring(0, end)).flatMap(frontDoor::addressOf);
        if (loadBalancer.isPresent()) {
            byte[] seen = new byte[in.readableBytes()];
            in.readBytes(seen);
            FrontDoorRelay.begin(context, loadBalancer.get(), seen);
        } else {
            context.pipeline().remove(this);
        }
    }

    private static Optional<String> host(String head) {
        Matcher matcher = HOST.matcher(head);
        return matcher.find()
                ? Optional.of(matcher.group(1).strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
