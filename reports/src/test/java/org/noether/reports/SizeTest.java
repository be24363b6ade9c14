package org.noether.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The size limits of the main sources of all modules. */
class SizeTest {
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;

  @Test
  void filesAndMethodsAreShort() throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<String> tooLong = new ArrayList<>();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(sources()));
      var positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        var lines = unit.getLineMap();
        if (lines.getLineNumber(positions.getEndPosition(unit, unit)) > FILE_LINES) {
          tooLong.add(unit.getSourceFile().getName());
        }
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LINES) {
              tooLong.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static Path[] sources() throws IOException {
    Path root = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("simulation", "learning", "reports", "benchmarks")) {
      try (Stream<Path> tree = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        tree.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).as("main sources").hasSizeGreaterThan(300);
    return sources.toArray(Path[]::new);
  }
}
