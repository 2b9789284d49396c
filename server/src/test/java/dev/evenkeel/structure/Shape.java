package dev.evenkeel.structure;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shape of one method: lines between its braces, how deep its statements nest, how many
/// parameters it takes. A constructor is wiring, and one that overrides has its signature from
/// another: those are `signedByOthers`.
record Shape(String where, boolean signedByOthers, int lines, int nesting, int parameters) {

    /// Every method with a body in one parsed file.
    static List<Shape> of(CompilationUnitTree unit, String file, SourcePositions positions) {
        List<Shape> shapes = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (method.getBody() != null) {
                    shapes.add(measure(unit, file, method, positions));
                }
                return super.visitMethod(method, null);
            }
        }.scan(unit, null);
        return shapes;
    }

    private static Shape measure(
            CompilationUnitTree unit, String file, MethodTree method, SourcePositions positions) {
        BlockTree body = method.getBody();
        long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, body));
        long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, body));
        Depth depth = new Depth();
        depth.scan(body, 0);
        return new Shape(
                file + "#" + method.getName(),
                method.getReturnType() == null || overrides(method),
                (int) Math.max(0, last - first - 1),
                depth.deepest,
                method.getParameters().size());
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
    }

    /// Counts how many statements that hold others stand around the innermost one. `else if` is a
    /// chain, not a nest.
    private static final class Depth extends TreeScanner<@Nullable Void, Integer> {
        private int deepest;

        private Integer inside(Integer outer) {
            deepest = Math.max(deepest, outer + 1);
            return outer + 1;
        }

        @Override
        public @Nullable Void visitIf(IfTree tree, Integer outer) {
            scan(tree.getCondition(), outer);
            scan(tree.getThenStatement(), inside(outer));
            StatementTree otherwise = tree.getElseStatement();
            boolean chain = otherwise instanceof IfTree;
            return scan(otherwise, chain ? outer : Integer.valueOf(outer + 1));
        }

        @Override
        public @Nullable Void visitForLoop(ForLoopTree tree, Integer outer) {
            return super.visitForLoop(tree, inside(outer));
        }

        @Override
        public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, Integer outer) {
            return super.visitEnhancedForLoop(tree, inside(outer));
        }

        @Override
        public @Nullable Void visitWhileLoop(WhileLoopTree tree, Integer outer) {
            return super.visitWhileLoop(tree, inside(outer));
        }

        @Override
        public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, Integer outer) {
            return super.visitDoWhileLoop(tree, inside(outer));
        }

        @Override
        public @Nullable Void visitTry(TryTree tree, Integer outer) {
            return super.visitTry(tree, inside(outer));
        }

        @Override
        public @Nullable Void visitSwitch(SwitchTree tree, Integer outer) {
            return super.visitSwitch(tree, inside(outer));
        }

        /// A class inside a method has methods of its own, each measured by itself.
        @Override
        public @Nullable Void visitClass(ClassTree tree, Integer outer) {
            return null;
        }
    }
}
