#!/bin/sh
# Spark 4.2.0 reads and analyses the bytecode of its own classes SparkContext and RDD anew for each job of a Java lambda.
#
# Needs: mvn, a JDK 17 to 25, and network access to the Maven package registry (some 150 MB).
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 if something is missing.
#
# Spark cleans each function before it sends it: for a lambda it parses the class file in which the lambda was written and
# follows the code from there. The Java API wraps a function into Scala lambdas of Spark's own, so a job such as
# parallelize(List.of(1), 1).map(x -> x + 1).first() has three class files read as resources and parsed: SparkContext and
# RDD, of some 200 KB each, and JavaPairRDD$. Nothing is kept for the next job. A function that is an object of a named
# class, given to SparkContext.runJob, is not cleaned, and no class file is read.
# Consequence: a driver that starts many short jobs spends seconds on this: in a JVM that ran 64 of them, C2 took 3.5 s to
# compile the parser alone. Use a named class and runJob, or fewer jobs.
#
# Shown by the class files that are asked of the class loader of Spark during 10 jobs of either kind.
# Seen with Spark 4.2.0 (Scala 2.13) and Temurin 25:
#    lambdas: {org/apache/spark/SparkContext.class=10, org/apache/spark/api/java/JavaPairRDD$.class=10, org/apache/spark/rdd/RDD.class=10}
#    a class: {}
set -eu

for tool in mvn java javac; do
  command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.spark</groupId><artifactId>spark-core_2.13</artifactId><version>4.2.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars
cat > Jobs.java <<'JAVA'
import java.io.InputStream;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

public final class Jobs {
  /** The class files that are asked for as resources, with how often. */
  public static final Map<String, Integer> READ = new TreeMap<>();

  static final class Counting extends URLClassLoader {
    Counting(URL[] jars) {
      super(jars, ClassLoader.getPlatformClassLoader());
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      if (name.endsWith(".class")) {
        synchronized (READ) {
          READ.merge(name, 1, Integer::sum);
        }
      }
      return super.getResourceAsStream(name);
    }
  }

  public static final class PlusOne extends AbstractFunction2<TaskContext, Iterator<Integer>, Integer>
      implements Serializable {
    @Override
    public Integer apply(TaskContext task, Iterator<Integer> numbers) {
      return numbers.next() + 1;
    }
  }

  public static final class Job {
    static int lambda(JavaSparkContext spark) {
      return spark.parallelize(List.of(1), 1).map(x -> x + 1).first();
    }

    static int named(JavaSparkContext spark) {
      var result = new AtomicInteger();
      spark
          .sc()
          .runJob(
              spark.parallelize(List.of(1), 1).rdd(),
              new PlusOne(),
              CollectionConverters.asScala(List.of((Object) 0)).toSeq(),
              new AbstractFunction2<Object, Integer, BoxedUnit>() {
                @Override
                public BoxedUnit apply(Object partition, Integer number) {
                  result.set(number);
                  return BoxedUnit.UNIT;
                }
              },
              ClassTag.apply(Integer.class));
      return result.get();
    }

    public static void run(Map<String, Integer> read) {
      var conf = new SparkConf().setMaster("local[1]").setAppName("x").set("spark.ui.enabled", "false");
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
      try (var spark = new JavaSparkContext(conf)) {
        lambda(spark);
        named(spark); // What is read once is read now.
        boolean same = true;
        for (boolean byLambda : new boolean[] {true, false}) {
          read.clear();
          for (int i = 0; i < 10; i++) {
            same &= (byLambda ? lambda(spark) : named(spark)) == 2;
          }
          System.out.println((byLambda ? "lambdas: " : "a class: ") + new TreeMap<>(read));
          same &= byLambda ? read.getOrDefault("org/apache/spark/SparkContext.class", 0) >= 10 : read.isEmpty();
        }
        System.out.println(same ? "as stated" : "CHANGED");
        System.exit(same ? 0 : 1);
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    var places = new ArrayList<URL>();
    for (String place : arguments) {
      places.add(Path.of(place).toUri().toURL());
    }
    var loader = new Counting(places.toArray(URL[]::new));
    Thread.currentThread().setContextClassLoader(loader);
    loader.loadClass("Jobs$Job").getMethod("run", Map.class).invoke(null, READ);
  }
}
JAVA
mkdir classes
javac -cp 'jars/*' -d classes Jobs.java
opens=''
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.util.calendar; do
  opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done
# shellcheck disable=SC2086 # one word for each option
java $opens -cp classes Jobs classes/ jars/*.jar 2>errors || {
  code=$?
  grep -i 'exception' errors >&2 || :
  exit "$code"
}
