package org.noether.cluster;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.noether.reports.cluster.Cluster;

/** Settings of Spark: those of the user, and for what they leave open those that Noether needs. */
final class SparkSettings {
  private static final String LOOPBACK = "127.0.0.1";

  /** How many jobs, stages and tasks of the past Spark's driver remembers, for its web page. */
  private static final String REMEMBERED = "100";

  /** How long YARN is tried to be reached; Hadoop itself tries for a quarter of an hour. */
  private static final String YARN_PATIENCE_MILLIS = "20000";

  private SparkSettings() {}

  /**
   * The settings for a master: system properties, then {@code spark-defaults.conf} in the folder
   * that SPARK_CONF_DIR names, or in {@code conf} of SPARK_HOME.
   *
   * @throws IOException if the file or a jar cannot be read, or for YARN the settings of Hadoop are
   *     missing
   */
  static SparkConf of(String master) throws IOException {
    var conf = new SparkConf().setMaster(master).setAppName("Noether");
    Properties defaults = defaults();
    for (String name : defaults.stringPropertyNames()) {
      conf.setIfMissing(name, defaults.getProperty(name).strip());
    }
    conf.setIfMissing("spark.ui.enabled", "false");
    for (String each : List.of("Jobs", "Stages", "Tasks")) {
      conf.setIfMissing("spark.ui.retained" + each, REMEMBERED);
    }
    conf.set("spark.plugins", LinkPlugin.class.getName());
    if (master.equals("yarn")) {
      demandHadoop();
      conf.setIfMissing(
          "spark.hadoop.yarn.resourcemanager.connect.max-wait.ms", YARN_PATIENCE_MILLIS);
    }
    if (onThisMachine(master)) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    if (!SparkCluster.isLocal(master)) {
      conf.set(
          "spark.jars",
          Stream.concat(Stream.of(conf.get("spark.jars", "")), jars().stream())
              .filter(each -> !each.isEmpty())
              .collect(Collectors.joining(",")));
      conf.set(
          "spark.executor.extraJavaOptions",
          conf.get("spark.executor.extraJavaOptions", "") + " " + javaOptions());
    }
    return conf;
  }

  /** Without its settings Hadoop would look for YARN on this machine. */
  private static void demandHadoop() throws IOException {
    String folder = System.getenv("HADOOP_CONF_DIR");
    if (folder == null || !Files.isRegularFile(Path.of(folder, "yarn-site.xml"))) {
      throw new IOException(
          "set HADOOP_CONF_DIR to the folder with Hadoop's yarn-site.xml; it is "
              + (folder == null ? "not set" : folder));
    }
  }

  private static boolean onThisMachine(String master) {
    return SparkCluster.isLocal(master)
        || master.matches("spark://(127\\.\\d+\\.\\d+\\.\\d+|localhost)(:.*)?");
  }

  private static Properties defaults() throws IOException {
    var properties = new Properties();
    String folder = System.getenv("SPARK_CONF_DIR");
    String home = System.getenv("SPARK_HOME");
    Path file = Path.of(folder != null ? folder : home + "/conf", "spark-defaults.conf");
    if ((folder != null || home != null) && Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        properties.load(in);
      }
    }
    return properties;
  }

  /** What this program's Java was told that matters to results and speed. */
  private static String javaOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("-Dnoether.") || each.startsWith("-XX:CompileCommand="))
        .map(each -> '"' + each + '"')
        .collect(Collectors.joining(" "));
  }

  /** The jars of Noether and of the libraries that its manifest names, and those of the user. */
  private static List<String> jars() throws IOException {
    var jars = new ArrayList<Path>();
    for (Class<?> type : List.of(SparkSettings.class, Cluster.class)) {
      Path jar = jar(type);
      if (Files.isRegularFile(jar)) {
        jars.add(jar);
        jars.addAll(namedBy(jar));
      }
    }
    String own = System.getenv("NOETHER_CLASSPATH");
    if (own != null) {
      Stream.of(own.split(File.pathSeparator, -1)).map(Path::of).forEach(jars::add);
    }
    return jars.stream()
        .filter(Files::isRegularFile)
        .map(each -> each.toAbsolutePath().toUri().toString())
        .distinct()
        .toList();
  }

  private static List<Path> namedBy(Path jar) throws IOException {
    try (var opened = new JarFile(jar.toFile())) {
      String names =
          opened.getManifest() == null
              ? null
              : opened.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null
          ? List.of()
          : Stream.of(names.split(" ", -1)).map(jar::resolveSibling).toList();
    }
  }

  private static Path jar(Class<?> type) {
    try {
      URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
