package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** The body of a fused loop: elementwise nodes of one shape, added while the graph is lowered. */
abstract class LoopBody {
  /** Larger bodies would spill registers and exceed the limits of the JIT compiler. */
  private static final int MAX_STEPS = 40;

  private static final int MAX_ACCESSES = 16;

  private final Shape shape;
  private final int position;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Integer> indexOf = new HashMap<>();
  private final Map<View, Integer> loads = new LinkedHashMap<>();
  private final Map<Tensor, Integer> members = new HashMap<>();

  LoopBody(Shape shape, int position) {
    this.shape = shape;
    this.position = position;
  }

  Shape shape() {
    return shape;
  }

  /** Returns the position of the loop in the list of instructions. */
  int position() {
    return position;
  }

  /** Returns whether this many more steps and accesses stay within the limits of a loop. */
  boolean hasRoomFor(int moreSteps, int moreAccesses) {
    return steps.size() + moreSteps <= MAX_STEPS
        && loads.size() + results() + moreAccesses <= MAX_ACCESSES;
  }

  /** Returns the number of results so far. */
  abstract int results();

  boolean holds(Tensor node) {
    return members.containsKey(node);
  }

  int load(View view) {
    int input = loads.computeIfAbsent(view, _ -> loads.size());
    return step(new Step.Load(input));
  }

  int literal(double value) {
    return step(new Step.Literal((float) value));
  }

  int member(Tensor node) {
    Integer step = members.get(node);
    if (step == null) {
      throw new IllegalStateException(node + " is not in this loop");
    }
    return step;
  }

  int add(Tensor node, int[] x) {
    Step step =
        switch (node.op()) {
          case Op.Unary(UnaryFunction f) ->
              f == UnaryFunction.SWISH
                  ? new Step.Binary(
                      BinaryFunction.MUL, x[0], step(new Step.Unary(UnaryFunction.SIGMOID, x[0])))
                  : new Step.Unary(f, x[0]);
          case Op.Binary(BinaryFunction f) -> new Step.Binary(f, x[0], x[1]);
          case Op.Where _ -> new Step.Where(x[0], x[1], x[2]);
          default -> throw new IllegalArgumentException(node + " is not elementwise");
        };
    int added = step(step);
    members.put(node, added);
    return added;
  }

  private int step(Step step) {
    return indexOf.computeIfAbsent(
        step,
        added -> {
          steps.add(added);
          return steps.size() - 1;
        });
  }

  /**
   * Returns the loop with only the steps and inputs that the results depend on.
   *
   * @param axes the axes of the shape, from the outermost loop to the innermost
   * @param reduced the number of innermost axes that are summed over
   * @param outputs the storages written, with their strides along those axes
   * @param results the step that each output stores
   */
  Loop loop(List<Integer> axes, int reduced, List<Access> outputs, Collection<Integer> results) {
    boolean[] needed = new boolean[steps.size()];
    results.forEach(step -> needed[step] = true);
    for (int i = needed.length - 1; i >= 0; i--) {
      if (needed[i]) {
        for (int operand : operands(steps.get(i))) {
          needed[operand] = true;
        }
      }
    }
    List<View> views = List.copyOf(loads.keySet());
    List<Access> inputs = new ArrayList<>();
    List<Step> kept = new ArrayList<>();
    int[] newIndex = new int[needed.length];
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        newIndex[i] = kept.size();
        if (steps.get(i) instanceof Step.Load(int input)) {
          View view = views.get(input);
          kept.add(new Step.Load(inputs.size()));
          inputs.add(new Access(view.storage(), view.offset(), permuted(axes, view.strides())));
        } else {
          kept.add(renumbered(steps.get(i), newIndex));
        }
      }
    }
    return new Loop(
        permuted(axes, shape.extents()),
        reduced,
        inputs,
        kept,
        outputs,
        results.stream().map(step -> newIndex[step]).toList());
  }

  private static int[] operands(Step step) {
    return switch (step) {
      case Step.Load _, Step.Literal _ -> new int[0];
      case Step.Unary(var _, int x) -> new int[] {x};
      case Step.Binary(var _, int a, int b) -> new int[] {a, b};
      case Step.Where(int condition, int then, int otherwise) ->
          new int[] {condition, then, otherwise};
    };
  }

  private static Step renumbered(Step step, int[] newIndex) {
    return switch (step) {
      case Step.Load _, Step.Literal _ -> step;
      case Step.Unary(var function, int x) -> new Step.Unary(function, newIndex[x]);
      case Step.Binary(var function, int a, int b) ->
          new Step.Binary(function, newIndex[a], newIndex[b]);
      case Step.Where(int condition, int then, int otherwise) ->
          new Step.Where(newIndex[condition], newIndex[then], newIndex[otherwise]);
    };
  }

  static Ints permuted(List<Integer> axes, Ints numbers) {
    int[] permuted = new int[numbers.size()];
    Arrays.setAll(permuted, i -> numbers.get(axes.get(i)));
    return Ints.of(permuted);
  }
}
