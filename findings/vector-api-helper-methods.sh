#!/bin/sh
# C2 (JDK 25) stops inlining tiny helper methods in a method that calls the Vector API often; their vectors become objects.
#
# Needs: a JDK 25, from JAVA_HOME or PATH; nothing else, no network.
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 without a JDK 25.
#
# Two loops evaluate the same polynomial with the Vector API, p * x + c for each coefficient c. One calls
# DoubleVector.broadcast in place, the other in a private static method of 8 bytes of bytecode that does nothing else.
# Methods of the Vector API are always inlined (@ForceInline), and each brings hundreds of nodes to C2's graph. Once that
# has 18,000 (NodeCountInliningCutoff), no other method is inlined, however small or hot: -XX:+PrintInlining says
# "number (8 bytes) failed to inline: NodeCountInliningCutoff". The helper's result must be an object then, so the loop
# allocates vectors for each iteration. The loop itself is short, and no warning tells.
# Consequence: in long kernels call the Vector API in place (or hoist what helpers return out of the loop), and check by
# ThreadMXBean.getThreadAllocatedBytes that warm kernels allocate nothing.
#
# Shown by allocated bytes of one warm call of 512 iterations, with 4 and with 64 coefficients.
# Seen with Temurin 25 on Linux x86_64, vectors of 512 bits:
#    coefficients  4: in place 0 bytes, by the helper 0 bytes
#    coefficients 64: in place 0 bytes, by the helper 1622016 bytes
set -eu

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
version=$("$java" -version 2>&1 | sed -n '1s/.*version "\([^"]*\)".*/\1/p')
case "$version" in
  25 | 25.*) ;;
  *) echo "needs a JDK 25, found '$version'; set JAVA_HOME" >&2; exit 2 ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Prints a loop over `x` with $2 coefficients, each made by $3.
loop() {
  echo "  static void $1(double[] x) {"
  echo "    for (int i = 0; i < x.length; i += S.length()) {"
  echo "      var a = DoubleVector.fromArray(S, x, i);"
  echo "      var p = $3 1.0);"
  k=0
  while [ "$k" -lt "$2" ]; do
    echo "      p = p.fma(a, $3 $k.5));"
    k=$((k + 1))
  done
  echo "      p.intoArray(x, i);"
  echo "    }"
  echo "  }"
}
{
  echo 'import com.sun.management.ThreadMXBean;'
  echo 'import java.lang.management.ManagementFactory;'
  echo 'import jdk.incubator.vector.*;'
  echo 'class Helpers {'
  echo '  static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;'
  echo '  static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();'
  echo '  private static DoubleVector number(double value) { return DoubleVector.broadcast(S, value); }'
  for count in 4 64; do
    loop "place$count" "$count" 'DoubleVector.broadcast(S,'
    loop "helper$count" "$count" 'number('
  done
  cat <<'JAVA'
  interface Kernel { void run(double[] x); }
  /** The bytes that a call allocates once it is warm: the least of 20 calls. */
  static long allocated(Kernel kernel) {
    var x = new double[512 * S.length()];
    for (int i = 0; i < 12_000; i++) {
      kernel.run(x);
      java.util.Arrays.fill(x, 0.5);
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = BEAN.getCurrentThreadAllocatedBytes();
      kernel.run(x);
      least = Math.min(least, BEAN.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
  public static void main(String[] args) {
    System.out.println("Java " + Runtime.version() + ", vectors of " + S.vectorBitSize() + " bits");
    long[] few = {allocated(Helpers::place4), allocated(Helpers::helper4)};
    long[] many = {allocated(Helpers::place64), allocated(Helpers::helper64)};
    System.out.printf("coefficients  4: in place %d bytes, by the helper %d bytes%n", few[0], few[1]);
    System.out.printf("coefficients 64: in place %d bytes, by the helper %d bytes%n", many[0], many[1]);
    boolean same = few[0] == 0 && few[1] == 0 && many[0] == 0 && many[1] > 512 * 16;
    System.out.println(same ? "as stated" : "CHANGED");
    System.exit(same ? 0 : 1);
  }
}
JAVA
} > "$folder/Helpers.java"
"$java" --add-modules jdk.incubator.vector "$folder/Helpers.java" 2>"$folder/errors" || {
  code=$?
  grep -v 'incubator' "$folder/errors" >&2
  exit "$code"
}
