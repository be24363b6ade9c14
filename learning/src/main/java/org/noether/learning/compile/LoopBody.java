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

/** Elementwise nodes of one shape that share a loop; it grows while nodes are lowered. */
abstract class LoopBody {
  /** Larger bodies would spill registers and strain the just-in-time compiler. */
  private static final int MAX_STEPS = 40;

  private static final int MAX_ACCESSES = 16;

  private final Shape shape;
  private final int position;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Integer> known = new HashMap<>();
  private final Map<View, Integer> loads = new LinkedHashMap<>();
  private final Map<Tensor, Integer> members = new HashMap<>();

  LoopBody(Shape shape, int position) {
    this.shape = shape;
    this.position = position;
  }

  Shape shape() {
    return shape;
  }

  /** Returns the position of the loop among the instructions. */
  int position() {
    return position;
  }

  /** Returns whether there is room for so many steps and accesses more. */
  boolean hasRoomFor(int moreSteps, int moreAccesses) {
    return steps.size() + moreSteps <= MAX_STEPS
        && loads.size() + results() + moreAccesses <= MAX_ACCESSES;
  }

  /** Returns how many results the loop has so far. */
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
          case Op.Unary(UnaryFunction f) -> new Step.Unary(f, x[0]);
          case Op.Binary(BinaryFunction f) -> new Step.Binary(f, x[0], x[1]);
          case Op.Where _ -> new Step.Where(x[0], x[1], x[2]);
          default -> throw new IllegalArgumentException(node + " is not elementwise");
        };
    int added = step(step);
    members.put(node, added);
    return added;
  }

  private int step(Step step) {
    return known.computeIfAbsent(
        step,
        added -> {
          steps.add(added);
          return steps.size() - 1;
        });
  }

  /**
   * Returns the loop over what the results need, and nothing else.
   *
   * @param axes of the shape, from the outermost loop to the innermost
   * @param reduced how many of the innermost are summed over
   * @param outputs where results go, along those axes
   * @param results the step of each
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
    int[] place = new int[needed.length];
    for (int i = 0; i < needed.length; i++) {
      if (needed[i]) {
        place[i] = kept.size();
        if (steps.get(i) instanceof Step.Load(int input)) {
          View view = views.get(input);
          kept.add(new Step.Load(inputs.size()));
          inputs.add(new Access(view.storage(), view.offset(), along(axes, view.strides())));
        } else {
          kept.add(moved(steps.get(i), place));
        }
      }
    }
    return new Loop(
        along(axes, shape.extents()),
        reduced,
        inputs,
        kept,
        outputs,
        results.stream().map(step -> place[step]).toList());
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

  private static Step moved(Step step, int[] place) {
    return switch (step) {
      case Step.Load _, Step.Literal _ -> step;
      case Step.Unary(var function, int x) -> new Step.Unary(function, place[x]);
      case Step.Binary(var function, int a, int b) -> new Step.Binary(function, place[a], place[b]);
      case Step.Where(int condition, int then, int otherwise) ->
          new Step.Where(place[condition], place[then], place[otherwise]);
    };
  }

  static Ints along(List<Integer> axes, Ints numbers) {
    int[] permuted = new int[numbers.size()];
    Arrays.setAll(permuted, i -> numbers.get(axes.get(i)));
    return Ints.of(permuted);
  }
}
