package org.noether.simulation.source;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.Printable;
import org.noether.simulation.io.Sha256;
import org.noether.simulation.symmetry.Generator;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.ClassKind;
import org.noether.simulation.trajectory.SystemKind;

/** Finds kinds of systems by what users call them. */
public final class UserSystems {
  private static final String SOURCE = ".java";
  private static final long MOST_BYTES = 1 << 20;

  private UserSystems() {}

  /**
   * The kind of systems that a user names: a known one, a Java source file (which ends with {@code
   * .java}), a class, or what a service of the class path is called. The class, or one in the
   * source file, is a {@link HamiltonianSystem} or a {@link SystemKind}.
   *
   * @param wanted name, file or class
   * @param classPath folders and jars that the class or the source needs, separated as usual; empty
   *     for none
   * @throws IOException if the file cannot be read or compiled; the message gives file, line,
   *     reason
   * @throws IllegalArgumentException if there is no such kind; the message lists those known
   */
  public static SystemKind find(String wanted, String classPath) throws IOException {
    if (wanted.endsWith(SOURCE)) {
      return compile(Path.of(wanted), classPath);
    }
    if (!classPath.isEmpty()) {
      var loader = loader(classPath);
      try {
        return kind(Class.forName(wanted, true, loader), Optional.empty());
      } catch (ClassNotFoundException e) {
        var services = services(loader);
        var named =
            services.stream().filter(kind -> kind.id().equalsIgnoreCase(wanted)).findFirst();
        if (named.isPresent()) {
          return named.get();
        }
        if (!SystemKind.KNOWN.names().contains(wanted)) {
          throw new IllegalArgumentException(
              "there is no class %s in %s%s"
                  .formatted(
                      wanted,
                      classPath,
                      services.isEmpty()
                          ? ""
                          : "; its services are "
                              + services.stream()
                                  .map(SystemKind::id)
                                  .collect(Collectors.joining(", "))),
              e);
        }
      } catch (LinkageError e) {
        throw new IllegalArgumentException(wanted + " cannot be loaded: " + e, e);
      }
    }
    return SystemKind.KNOWN.get(wanted);
  }

  /** The kinds, and classes of systems, that {@code META-INF/services} of a class path names. */
  private static List<SystemKind> services(ClassLoader loader) {
    try {
      return Stream.concat(
              ServiceLoader.load(SystemKind.class, loader).stream(),
              ServiceLoader.load(HamiltonianSystem.class, loader).stream())
          .filter(provider -> loader.equals(provider.type().getClassLoader()))
          .map(provider -> kind(provider.type(), Optional.empty()))
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "the services of the class path cannot be loaded: " + e.getMessage(), e);
    }
  }

  /**
   * Where in a user's source file a failure comes from.
   *
   * @return file, line and reason; empty if no class from a source file was involved
   */
  public static Optional<String> explain(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      var frame =
          Arrays.stream(at.getStackTrace())
              .filter(each -> SourceLoader.NAME.equals(each.getClassLoaderName()))
              .findFirst();
      if (frame.isPresent()) {
        return Optional.of(
            Printable.of(
                "%s, line %d: %s"
                    .formatted(frame.get().getFileName(), frame.get().getLineNumber(), at)));
      }
    }
    return Optional.empty();
  }

  /**
   * A generator that a user wrote: the one class in a Java source file that implements {@link
   * Generator}, or {@link org.noether.simulation.symmetry.PointTransformation}, and has a
   * constructor without parameters.
   *
   * @param classPath folders and jars that the source needs; empty for none
   * @throws IOException if the file cannot be read or compiled; the message gives file, line,
   *     reason
   */
  public static Generator generator(Path file, String classPath) throws IOException {
    Compiled compiled = compile(file, classPath, Generator.class);
    try {
      var constructor = compiled.type().getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Generator) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException(
          "%s: %s needs a constructor without parameters that does not fail"
              .formatted(file, compiled.type().getSimpleName()),
          e);
    }
  }

  private static SystemKind compile(Path file, String classPath) throws IOException {
    Compiled compiled = compile(file, classPath, HamiltonianSystem.class, SystemKind.class);
    var digest = HexFormat.of().formatHex(Sha256.digest().digest(compiled.source()));
    try {
      return kind(compiled.type(), Optional.of(digest));
    } catch (RuntimeException | LinkageError e) {
      throw new IOException(explain(e).orElse(file + ": " + e.getMessage()), e);
    }
  }

  /** A class and the source file that it stands in. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Compiled(Class<?> type, byte[] source) {}

  /** The only class of a source file that is one of some types, of which the first is expected. */
  private static Compiled compile(Path file, String classPath, Class<?>... types)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than a source file may be");
    }
    byte[] bytes = Files.readAllBytes(file);
    String own = System.getProperty("java.class.path");
    var classes =
        SourceCompiler.compile(
            file,
            new String(bytes, StandardCharsets.UTF_8),
            classPath.isEmpty() ? own : own + File.pathSeparator + classPath);
    var loader = new SourceLoader(classes, loader(classPath));
    List<Class<?>> candidates = new ArrayList<>();
    for (String name : classes.keySet()) {
      var type = loaded(loader, name);
      boolean suits = Arrays.stream(types).anyMatch(each -> each.isAssignableFrom(type));
      if (suits && !Modifier.isAbstract(type.getModifiers()) && !type.isMemberClass()) {
        candidates.add(type);
      }
    }
    if (candidates.size() != 1) {
      throw new IOException(
          "%s must hold one class that implements %s, not %d"
              .formatted(file, types[0].getSimpleName(), candidates.size()));
    }
    return new Compiled(candidates.getFirst(), bytes);
  }

  private static Class<?> loaded(ClassLoader loader, String name) throws IOException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IOException(name + " cannot be loaded: " + e, e);
    }
  }

  private static SystemKind kind(Class<?> type, Optional<String> sourceSha256) {
    if (SystemKind.class.isAssignableFrom(type)) {
      try {
        return (SystemKind) type.getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            type.getName() + " needs a public constructor without parameters", e);
      }
    }
    if (!HamiltonianSystem.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          type.getName() + " implements neither HamiltonianSystem nor SystemKind");
    }
    return new ClassKind(type.asSubclass(HamiltonianSystem.class), sourceSha256);
  }

  private static ClassLoader loader(String classPath) throws IOException {
    ClassLoader parent = UserSystems.class.getClassLoader();
    if (classPath.isEmpty()) {
      return parent;
    }
    var urls = new ArrayList<URL>();
    for (String each : classPath.split(File.pathSeparator, -1)) {
      var path = Path.of(each);
      if (!Files.exists(path)) {
        throw new IOException(each + ": no such file or folder in the class path");
      }
      urls.add(path.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  private static final class SourceLoader extends ClassLoader {
    static final String NAME = "noether-source";

    private final Map<String, byte[]> classes;

    SourceLoader(Map<String, byte[]> classes, @Nullable ClassLoader parent) {
      super(NAME, parent);
      this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
