package org.noether.learning.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Random cases of every op, of ranks 0 to 4 and with extents from 0 on. Functions are called where
 * they are smooth: a step of 0.01 in any input crosses no edge or pole.
 */
public final class OpCases {
  private static final int CASES_OF_EACH = 12;

  private OpCases() {}

  /** Returns the cases of all ops, always the same. */
  public static List<GraphCase> all() {
    List<GraphCase> cases = new ArrayList<>();
    generators()
        .forEach((name, generator) -> {
          for (int i = 0; i < CASES_OF_EACH; i++) {
            CaseBuilder builder = new CaseBuilder(1000L * name.hashCode() + i);
            Tensor result = generator.apply(builder);
            String inputs = result.inputs().stream().map(Tensor::shape).toList().toString();
            cases.add(
                builder.build(
                    name + " #" + i + " " + inputs + " -> " + result.shape(), List.of(result)));
          }
        });
    return cases;
  }

  /**
   * Returns, for each of all cases that has real leaves, the gradients by them of the weighted sum
   * of its result, and the gradients of those likewise.
   */
  public static List<GraphCase> derivatives() {
    List<GraphCase> cases = new ArrayList<>();
    for (GraphCase graphCase : all()) {
      if (!graphCase.realLeaves().isEmpty()) {
        SplittableRandom random = new SplittableRandom(graphCase.name().hashCode());
        Map<String, double[]> reals = new TreeMap<>(graphCase.reals());
        List<Tensor> first = gradients(List.of(graphCase.result()), reals, random);
        List<Tensor> outputs = new ArrayList<>(first);
        outputs.addAll(gradients(first, reals, random));
        cases.add(
            new GraphCase(
                "derivatives of " + graphCase.name(), outputs, reals, graphCase.indices()));
      }
    }
    return cases;
  }

  private static List<Tensor> gradients(
      List<Tensor> tensors, Map<String, double[]> reals, SplittableRandom random) {
    Graph graph = tensors.getFirst().graph();
    Tensor sum = graph.constant(0);
    for (Tensor tensor : tensors) {
      String name = "weight" + reals.size();
      double[] weights = new double[tensor.shape().size()];
      Arrays.setAll(weights, _ -> (float) random.nextDouble(-1, 1));
      reals.put(name, weights);
      sum = sum.add(tensor.mul(graph.input(name, tensor.shape())).sum());
    }
    return Gradients.of(
        sum,
        Subgraph.of(List.of(sum)).inputs().values().stream()
            .filter(leaf -> leaf.op() instanceof Op.Input)
            .toList());
  }

  /** Returns masks of numbers of which many are equal, which differences cannot be taken of. */
  public static List<GraphCase> ties() {
    List<GraphCase> cases = new ArrayList<>();
    for (int count = 0; count < 8; count++) {
      CaseBuilder b = new CaseBuilder(count);
      Tensor x = b.leaf(Shape.of(9, 7), () -> b.integer(0, 3));
      cases.add(b.build("LargestMask with ties, " + count, List.of(x.largestMask(count))));
    }
    return cases;
  }

  /** Returns cases with more rows, columns and terms than blocks and vectors of kernels hold. */
  public static List<GraphCase> large() {
    List<GraphCase> cases = new ArrayList<>();
    int[][] products = {
      {1, 300, 1},
      {12, 256, 32},
      {13, 257, 33},
      {25, 513, 67},
      {5, 1, 130},
      {97, 3, 5},
      {20, 2500, 33},
      {16, 4100, 32}
    };
    for (int[] mkn : products) {
      CaseBuilder b = new CaseBuilder(mkn[1]);
      Tensor x = b.uniform(Shape.of(mkn[0], mkn[1]));
      Tensor y = b.uniform(Shape.of(mkn[1], mkn[2]));
      cases.add(b.build("MatMul " + Arrays.toString(mkn), List.of(x.matmul(y))));
      cases.add(
          b.build(
              "MatMul of transposed " + Arrays.toString(mkn),
              List.of(y.transpose().matmul(x.transpose()))));
    }
    for (int[] mkn : new int[][] {{530, 10, 70}, {70, 10, 1030}, {130, 100, 130}, {40, 1, 33}}) {
      CaseBuilder b = new CaseBuilder(mkn[0]);
      Tensor sum = b.uniform(Shape.of(mkn[1], mkn[0])).transpose().matmul(right(b, mkn));
      for (int product = 0; product < 6; product++) {
        sum = sum.add(b.uniform(Shape.of(mkn[1], mkn[0])).transpose().matmul(right(b, mkn)));
      }
      cases.add(b.build("sum of MatMul " + Arrays.toString(mkn), List.of(sum)));
    }
    for (int[] rowsAndColumns : new int[][] {{67, 48}, {16, 32}, {100, 64}, {16, 50}}) {
      CaseBuilder b = new CaseBuilder(rowsAndColumns[0]);
      Tensor x = b.uniform(Shape.of(rowsAndColumns[1], rowsAndColumns[0]));
      cases.add(
          b.build("Permute " + Arrays.toString(rowsAndColumns), List.of(x.exp().transpose())));
    }
    cases.add(sumOfDeepProducts());
    cases.add(sumsOfManyRows());
    CaseBuilder b = new CaseBuilder(1);
    CaseBuilder.Edges edges = b.edges(60, 50);
    Tensor v = b.uniform(Shape.of(50, 67));
    Tensor k = b.uniform(Shape.of(edges.edges(), 16));
    Tensor g = b.uniform(Shape.of(60, 16, 67));
    cases.add(
        b.build(
            "Contract large",
            List.of(
                v.contract(k, edges.rowPtr(), edges.senders()),
                b.graph()
                    .apply(new Op.ContractToSenders(50), g, k, edges.rowPtr(), edges.senders()),
                b.graph().apply(new Op.ContractToEdges(), g, v, edges.rowPtr(), edges.senders()))));
    Tensor x = b.uniform(Shape.of(37, 11, 61));
    cases.add(
        b.build(
            "Sum large",
            List.of(
                x.sum(),
                x.sumKeeping(0),
                x.sumKeeping(1),
                x.sumKeeping(2),
                x.sumKeeping(0, 2),
                x.square().add(1).sumKeeping(0, 1))));
    cases.add(
        b.build(
            "Movement large",
            List.of(
                x.permute(2, 0, 1),
                x.permute(1, 0, 2),
                x.slice(2, 3, 58).sin(),
                x.slice(1, 2, 9).add(1),
                x.pad(1, 2, 3),
                Tensor.concat(2, x, x.cos(), x))));
    return cases;
  }

  private static Tensor right(CaseBuilder b, int[] mkn) {
    return b.uniform(Shape.of(mkn[1], mkn[2]));
  }

  private static Map<String, Function<CaseBuilder, Tensor>> generators() {
    Map<String, Function<CaseBuilder, Tensor>> generators = new LinkedHashMap<>();
    generators.put("Input", b -> b.uniform(b.shape(0, 4)));
    generators.put("Constant", b -> b.graph().full(b.shape(0, 4), b.integer(-3, 4) / 3.0));
    for (UnaryFunction f : UnaryFunction.values()) {
      generators.put("Unary " + f, b -> argument(b, f).unary(f));
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      generators.put("Binary " + f, b -> binary(b, f));
    }
    generators.put("Where", OpCases::where);
    generators.put("Detach", b -> b.uniform(b.shape(0, 4)).detach());
    generators.put("Sum", OpCases::sum);
    generators.put("LargestMask", OpCases::largestMask);
    generators.put("Reshape", b -> reshape(b, b.uniform(b.shape(0, 4))));
    generators.put("Permute", b -> permute(b, b.uniform(b.shape(0, 4))));
    generators.put("Expand", OpCases::expand);
    generators.put("Slice", b -> slice(b, b.uniform(b.shape(1, 4))));
    generators.put("Pad", b -> pad(b, b.uniform(b.shape(1, 4))));
    generators.put("Concat", OpCases::concat);
    generators.put("Gather", OpCases::gather);
    generators.put("ScatterAdd", OpCases::scatterAdd);
    generators.put("MatMul", OpCases::matmul);
    generators.put("Contract", OpCases::contract);
    generators.put("ContractToSenders", OpCases::contractToSenders);
    generators.put("ContractToEdges", OpCases::contractToEdges);
    return generators;
  }

  /** As gradients of weights by many rows are, with another op between the products. */
  private static GraphCase sumOfDeepProducts() {
    CaseBuilder b = new CaseBuilder(2500);
    Shape left = Shape.of(2500, 20);
    Shape right = Shape.of(2500, 33);
    Tensor first = b.uniform(left).transpose().matmul(b.uniform(right));
    Tensor second = b.uniform(left).exp().transpose().matmul(b.uniform(right));
    return b.build("sum of deep MatMul", List.of(first.add(second)));
  }

  private static GraphCase sumsOfManyRows() {
    CaseBuilder b = new CaseBuilder(1500);
    Tensor x = b.uniform(Shape.of(1500, 33));
    Tensor y = b.uniform(Shape.of(1500, 3, 11));
    return b.build(
        "Sum of many rows",
        List.of(
            x.sum(),
            x.sumKeeping(0),
            x.square().sumKeeping(0),
            b.uniform(Shape.of(33, 1500)).transpose().sumKeeping(0),
            y.sumKeeping(0),
            y.sumKeeping(0, 2),
            y.sumKeeping(0, 1)));
  }

  private static Tensor argument(CaseBuilder b, UnaryFunction f) {
    Shape shape = b.shape(0, 4);
    return switch (f) {
      case LOG, SQRT -> b.uniform(shape, 0.5, 3);
      case ABS, SIGN -> b.awayFromZero(shape);
      case SIN, COS, TANH, SIGMOID, SWISH -> b.uniform(shape, -4, 4);
      case NEG, EXP -> b.uniform(shape);
    };
  }

  private static Tensor binary(CaseBuilder b, BinaryFunction f) {
    Shape shape = b.shape(0, 4);
    return switch (f) {
      case ADD, SUB, MUL -> b.uniform(shape).binary(f, b.uniform(shape));
      case DIV -> b.uniform(shape).div(b.awayFromZero(shape).mul(2));
      case ATAN2 -> b.awayFromZero(shape).binary(f, b.awayFromZero(shape));
      case MAX, MIN, LESS -> b.nearIntegers(shape, 0).binary(f, b.nearIntegers(shape, 0.5));
    };
  }

  private static Tensor where(CaseBuilder b) {
    Shape shape = b.shape(0, 4);
    return b.condition(shape).where(b.uniform(shape), b.uniform(shape));
  }

  private static Tensor sum(CaseBuilder b) {
    Tensor x = b.uniform(b.shape(0, 4));
    int rank = x.shape().rank();
    return x.sumKeeping(Arrays.copyOf(b.order(rank), b.integer(0, rank + 1)));
  }

  private static Tensor largestMask(CaseBuilder b) {
    Tensor x = b.distinct(b.shape(1, 4));
    return x.largestMask(b.integer(0, x.shape().extent(-1) + 2));
  }

  /** Exchanges extents, merges two or adds one of 1. */
  static Tensor reshape(CaseBuilder b, Tensor x) {
    int[] extents = x.shape().toArray();
    int[] exchanged = Arrays.stream(b.order(extents.length)).map(axis -> extents[axis]).toArray();
    if (b.coin() && extents.length > 1) {
      int[] merged = Arrays.copyOfRange(exchanged, 1, exchanged.length);
      merged[0] *= exchanged[0];
      return x.reshape(Shape.of(merged));
    }
    if (b.coin() && extents.length < 4) {
      int[] longer = Arrays.copyOf(exchanged, exchanged.length + 1);
      longer[exchanged.length] = 1;
      return x.reshape(Shape.of(longer));
    }
    return x.reshape(Shape.of(exchanged));
  }

  static Tensor permute(CaseBuilder b, Tensor x) {
    return x.permute(b.order(x.shape().rank()));
  }

  private static Tensor expand(CaseBuilder b) {
    Shape to = b.shape(1, 4);
    Shape from = Shape.of(Arrays.stream(to.toArray()).map(e -> b.coin() ? 1 : e).toArray());
    Tensor x = b.uniform(from);
    return b.coin() ? x.broadcastTo(to) : b.graph().apply(new Op.Expand(to), x);
  }

  static Tensor slice(CaseBuilder b, Tensor x) {
    int axis = b.integer(0, x.shape().rank());
    int extent = x.shape().extent(axis);
    int start = b.integer(0, extent + 1);
    return x.slice(axis, start, b.integer(start, extent + 1));
  }

  static Tensor pad(CaseBuilder b, Tensor x) {
    return x.pad(b.integer(0, x.shape().rank()), b.integer(0, 4), b.integer(0, 4));
  }

  private static Tensor concat(CaseBuilder b) {
    Shape shape = b.shape(1, 4);
    int axis = b.integer(0, shape.rank());
    List<Tensor> parts = new ArrayList<>();
    int count = b.integer(1, 5);
    for (int i = 0; i < count; i++) {
      parts.add(
          i > 0 && b.integer(0, 4) == 0
              ? parts.getFirst()
              : b.uniform(shape.with(axis, b.integer(0, 6))));
    }
    return Tensor.concat(axis, parts.toArray(Tensor[]::new));
  }

  private static Tensor gather(CaseBuilder b) {
    Tensor x = b.uniform(b.shape(1, 4));
    return x.gather(b.rows(b.extent(), x.shape().extent(0)));
  }

  private static Tensor scatterAdd(CaseBuilder b) {
    int rows = b.extent();
    Tensor index = b.rows(b.extent(), rows);
    return b.uniform(b.shape(1, 3).with(0, index.shape().extent(0))).scatterAdd(index, rows);
  }

  private static Tensor matmul(CaseBuilder b) {
    int m = b.extent();
    int k = b.extent();
    int n = b.extent();
    if (b.coin()) {
      return b.uniform(Shape.of(m, k)).matmul(b.uniform(Shape.of(k, n)));
    }
    int batch = b.integer(0, 4);
    return b.uniform(Shape.of(batch, m, k)).matmul(b.uniform(Shape.of(batch, k, n)));
  }

  private static Tensor contract(CaseBuilder b) {
    int senders = b.extent();
    CaseBuilder.Edges edges = b.edges(b.extent(), senders);
    Tensor v = b.uniform(Shape.of(senders, b.extent()));
    Tensor k = b.uniform(Shape.of(edges.edges(), b.integer(0, 6)));
    return v.contract(k, edges.rowPtr(), edges.senders());
  }

  private static Tensor contractToSenders(CaseBuilder b) {
    int senders = b.extent();
    CaseBuilder.Edges edges = b.edges(b.extent(), senders);
    int m = b.integer(0, 6);
    Tensor g = b.uniform(Shape.of(edges.points(), m, b.extent()));
    Tensor k = b.uniform(Shape.of(edges.edges(), m));
    Op op = new Op.ContractToSenders(senders);
    return b.graph().apply(op, g, k, edges.rowPtr(), edges.senders());
  }

  private static Tensor contractToEdges(CaseBuilder b) {
    int senders = b.extent();
    int c = b.extent();
    CaseBuilder.Edges edges = b.edges(b.extent(), senders);
    Tensor g = b.uniform(Shape.of(edges.points(), b.integer(0, 6), c));
    Tensor v = b.uniform(Shape.of(senders, c));
    Op op = new Op.ContractToEdges();
    return b.graph().apply(op, g, v, edges.rowPtr(), edges.senders());
  }
}
