package org.noether.simulation.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.noether.simulation.io.Printable;

/** Compiles one source file in memory. */
final class SourceCompiler {
  private SourceCompiler() {}

  /**
   * The classes of a source file by name, in the compiler's order.
   *
   * @throws IOException if it does not compile; the message gives file, line and the first reason
   */
  static Map<String, byte[]> compile(Path file, String source, String classPath)
      throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException(file + " cannot be compiled: this Java has no compiler; use a JDK");
    }
    var errors = new DiagnosticCollector<JavaFileObject>();
    var options = List.of("-proc:none", "-Xlint:none", "-classpath", classPath);
    try (var standard =
            compiler.getStandardFileManager(errors, Locale.ROOT, StandardCharsets.UTF_8);
        var output = new Output(standard)) {
      boolean compiled =
          compiler
              .getTask(null, output, errors, options, null, List.of(new Source(file, source)))
              .call();
      if (!compiled) {
        throw new IOException(firstError(file, errors));
      }
      var classes = new LinkedHashMap<String, byte[]>();
      output.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  private static String firstError(Path file, DiagnosticCollector<JavaFileObject> errors) {
    return errors.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(each ->
            "%s, line %d: %s"
                .formatted(
                    file,
                    each.getLineNumber(),
                    Printable.of(
                        String.join(
                            "; ",
                            each.getMessage(Locale.ROOT).lines().map(String::strip).toList()))))
        .orElse(file + " does not compile");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String source;

    Source(Path file, String source) {
      super(URI.create("string:///" + file.getFileName()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

    Output(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          var bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
