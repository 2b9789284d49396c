package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectLocationTest {
    private static final int LISTENER_PORT = 8080;

    @ParameterizedTest
    @CsvSource({
        "/a/b?c=d, HTTPS|#{host}|443|/#{path}|#{query}, https://example.com:443/a/b?c=d",
        "/a, #{protocol}|#{host}|#{port}|/#{path}|#{query}, http://example.com:8080/a",
        "/a?x, #{protocol}|www.#{host}|#{port}|/#{path}|, http://www.example.com:8080/a",
        "/, #{protocol}|#{host}|#{port}|/login|next=#{path}, http://example.com:8080/login?next=",
        "/#{query}?z, HTTP|other.com|80|/#{path}|#{query}, http://other.com:80/#{query}?z",
        "/a, HTTP|other.com|80|/#{user}/#{path|, http://other.com:80/#{user}/#{path",
        "/a/b, HTTP|other.com|80|/v1/#{path}/end|, http://other.com:80/v1/a/b/end"
    })
    void placeholdersStandForTheRequestsOwnParts(String target, String parts, String location) {
        String[] part = parts.split("\\|", -1);
        var redirect = new Action.Redirect(part[0], part[1], part[2], part[3], part[4], 301);
        byte[] bytes = Ascii.bytes("GET " + target + " HTTP/1.1\r\nHost: example.com:81\r\n\r\n");
        var head = new RequestHead();
        assertThat(head.parse(bytes, bytes.length)).isPositive();
        assertThat(new RedirectLocation(redirect, head, "http", LISTENER_PORT).text())
                .isEqualTo(location);
    }
}
