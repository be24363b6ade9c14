package org.noether.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever other projects can use has a comment; that it is well-formed is checked by javadoc. */
class ApiCommentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"simulation", "learning", "learning/tornado", "reports"})
  void everythingPublicHasAComment(String module) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
      var api = new Api(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        api.scan(unit, null);
      }
      assertThat(api.seen).isPositive();
      assertThat(api.uncommented).isEmpty();
    }
  }

  /** Visits what is public in types that are, but not what overrides something else. */
  private static final class Api extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees comments;
    private final List<String> uncommented = new ArrayList<>();
    private int seen;

    Api(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!isOpen(type.getModifiers())) {
        return null;
      }
      demand(type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
      // A compact constructor is described by its record.
      boolean compact = method.getReturnType() == null && enclosing().getKind() == Tree.Kind.RECORD;
      if (isOpen(method.getModifiers()) && !overrides && !compact) {
        demand(method.getName());
      }
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      if (isOpen(field.getModifiers())) {
        demand(field.getName());
      }
      return null;
    }

    private ClassTree enclosing() {
      return (ClassTree) getCurrentPath().getParentPath().getLeaf();
    }

    /** Whether a declaration can be used from elsewhere; members of interfaces are public. */
    private boolean isOpen(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (!flags.contains(Modifier.PRIVATE)
              && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
              && type.getKind() == Tree.Kind.INTERFACE);
    }

    private void demand(CharSequence name) {
      seen++;
      if (comments.getDocCommentTree(getCurrentPath()) == null) {
        var unit = getCurrentPath().getCompilationUnit();
        long at = comments.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
        uncommented.add(
            "%s:%d %s"
                .formatted(
                    unit.getSourceFile().getName(), unit.getLineMap().getLineNumber(at), name));
      }
    }
  }
}
