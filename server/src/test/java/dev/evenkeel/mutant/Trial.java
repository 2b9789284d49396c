package dev.evenkeel.mutant;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests of one class, run until the first of them fails, in a JVM that a [MutantHunt] starts.
final class Trial {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Class<?> test;

    private Trial(Class<?> test) {
        this.test = test;
    }

    /// Writes what failed to the file of the second argument.
    static void main(String[] args) throws Exception {
        Files.writeString(Path.of(args[1]), new Trial(Class.forName(args[0])).failure());
        System.exit(0);
    }

    private record Case(Method method, List<?> arguments) {
        @Override
        public String toString() {
            return arguments.isEmpty() ? method.getName() : arguments.getFirst().toString();
        }
    }

    /// What failed, in a word or two; empty if nothing did. A case that does not end has failed.
    private String failure() throws InterruptedException, ExecutionException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Map<Case, Future<String>> all = new LinkedHashMap<>();
        cases().forEach(tried -> all.put(tried, threads.submit(() -> failure(tried))));
        for (Map.Entry<Case, Future<String>> each : all.entrySet()) {
            try {
                String why = each.getValue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (!why.isEmpty()) {
                    return why;
                }
            } catch (TimeoutException _) {
                return each.getKey() + ", which does not end";
            }
        }
        return "";
    }

    private List<Case> cases() {
        var cases = new ArrayList<Case>();
        Arrays.stream(test.getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> {
                    MethodSource source = method.getAnnotation(MethodSource.class);
                    if (method.isAnnotationPresent(Test.class)) {
                        cases.add(new Case(method, List.of()));
                    } else if (source != null) {
                        arguments(source.value()[0])
                                .forEach(told -> cases.add(new Case(method, List.of(told))));
                    }
                });
        return cases;
    }

    private Stream<?> arguments(String source) {
        try {
            Object all = invoke(test.getDeclaredMethod(source), null);
            return all instanceof List<?> list ? list.stream() : (Stream<?>) all;
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String failure(Case tried) {
        try {
            var constructor = test.getDeclaredConstructor();
            open(constructor);
            Object object = constructor.newInstance();
            for (Method method : test.getDeclaredMethods()) {
                if (method.isAnnotationPresent(BeforeEach.class)) {
                    invoke(method, object);
                }
            }
            invoke(tried.method(), object, tried.arguments().toArray());
            return "";
        } catch (InvocationTargetException failed) {
            return tried.toString();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Object invoke(Method method, @Nullable Object object, Object... arguments)
            throws ReflectiveOperationException {
        open(method);
        return Objects.requireNonNullElse(method.invoke(object, arguments), "nothing");
    }

    private static void open(AccessibleObject part) {
        part.setAccessible(true);
    }
}
