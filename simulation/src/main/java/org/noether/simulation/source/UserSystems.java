package org.noether.simulation.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
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
import org.noether.simulation.trajectory.ProvidedSystems;
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
        return kind(Class.forName(wanted, true, loader));
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

  /** The files and folders of a user's that {@link #find} reads. */
  public static List<Path> files(String wanted, String classPath) {
    Stream<Path> source = wanted.endsWith(SOURCE) ? Stream.of(Path.of(wanted)) : Stream.empty();
    return Stream.concat(source, entries(classPath)).toList();
  }

  private static Stream<Path> entries(String classPath) {
    return classPath.isEmpty()
        ? Stream.empty()
        : Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of);
  }

  /** The kinds, and classes of systems, that {@code META-INF/services} of a class path names. */
  private static List<SystemKind> services(ClassLoader loader) {
    try {
      return Stream.concat(
              ServiceLoader.load(SystemKind.class, loader).stream()
                  .filter(provider -> loader.equals(provider.type().getClassLoader()))
                  .map(ServiceLoader.Provider::get),
              ProvidedSystems.of(loader)
                  .filter(kind -> loader.equals(typeOf(kind).getClassLoader())))
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
    Class<?> type = compile(file, classPath, Generator.class);
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Generator) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException(
          "%s: %s needs a constructor without parameters that does not fail"
              .formatted(file, type.getSimpleName()),
          e);
    }
  }

  private static SystemKind compile(Path file, String classPath) throws IOException {
    Class<?> type = compile(file, classPath, HamiltonianSystem.class, SystemKind.class);
    try {
      return kind(type);
    } catch (RuntimeException | LinkageError e) {
      throw new IOException(explain(e).orElse(file + ": " + e.getMessage()), e);
    }
  }

  /** The only class of a source file that is one of some types, of which the first is expected. */
  private static Class<?> compile(Path file, String classPath, Class<?>... types)
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
    var loader = new SourceLoader(classes, sha256(bytes), loader(classPath));
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
    return candidates.getFirst();
  }

  private static Class<?> loaded(ClassLoader loader, String name) throws IOException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IOException(name + " cannot be loaded: " + e, e);
    }
  }

  private static SystemKind kind(Class<?> type) {
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
    return TrialRun.passed(
        () -> new ClassKind(type.asSubclass(HamiltonianSystem.class), sha256(type)),
        TrialRun.PATIENCE);
  }

  /**
   * A class that does not come with Noether.
   *
   * @param name its full name
   * @param sha256 the digest of its source file, or of its class file if it was found as a class
   */
  public record UserClass(String name, String sha256) {}

  /** The class of a kind of systems, or of its systems; empty if it comes with Noether. */
  public static Optional<UserClass> classOf(SystemKind kind) {
    Class<?> type = typeOf(kind);
    return source(type).equals(source(UserSystems.class))
        ? Optional.empty()
        : sha256(type).map(sha256 -> new UserClass(type.getName(), sha256));
  }

  private static Class<?> typeOf(SystemKind kind) {
    return kind instanceof ClassKind own ? own.type() : kind.getClass();
  }

  private static Optional<CodeSource> source(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource());
  }

  /** The digest of what a class was loaded from. */
  private static Optional<String> sha256(Class<?> type) {
    if (type.getClassLoader() instanceof SourceLoader loader) {
      return Optional.of(loader.sha256);
    }
    String name = type.getName().substring(type.getPackageName().length()).replace(".", "");
    try (InputStream bytes = type.getResourceAsStream(name + ".class")) {
      return bytes == null ? Optional.empty() : Optional.of(sha256(bytes.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }

  private static ClassLoader loader(String classPath) throws IOException {
    ClassLoader parent = UserSystems.class.getClassLoader();
    if (classPath.isEmpty()) {
      return parent;
    }
    var urls = new ArrayList<URL>();
    for (Path path : entries(classPath).toList()) {
      if (!Files.exists(path)) {
        throw new IOException(path + ": no such file or folder in the class path");
      }
      urls.add(path.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  private static final class SourceLoader extends ClassLoader {
    static final String NAME = "noether-source";

    private final Map<String, byte[]> classes;
    private final String sha256;

    SourceLoader(Map<String, byte[]> classes, String sha256, @Nullable ClassLoader parent) {
      super(NAME, parent);
      this.classes = Map.copyOf(classes);
      this.sha256 = sha256;
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
