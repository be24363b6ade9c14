package org.noether.learning.compile;

import java.util.ArrayList;
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

/** Elementwise nodes of one shape that become one loop; it grows while the program is lowered. */
final class ElementwiseGroup {
  /** Larger bodies would spill registers and strain the just-in-time compiler. */
  private static final int MAX_STEPS = 40;

  private static final int MAX_ACCESSES = 16;

  private final Shape shape;
  private final int position;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Integer> known = new HashMap<>();
  private final Map<View, Integer> loads = new LinkedHashMap<>();
  private final Map<Tensor, Integer> members = new HashMap<>();
  private final Map<Tensor, Storage> stores = new LinkedHashMap<>();

  ElementwiseGroup(Shape shape, int position) {
    this.shape = shape;
    this.position = position;
  }

  /** Returns the position of the loop among the instructions. */
  int position() {
    return position;
  }

  boolean isFull() {
    return steps.size() >= MAX_STEPS || loads.size() + stores.size() >= MAX_ACCESSES;
  }

  boolean holds(Tensor node) {
    return members.containsKey(node);
  }

  int load(View view) {
    int input = loads.computeIfAbsent(view, _ -> loads.size());
    view.storage().readAt(position);
    return step(new Step.Load(input));
  }

  int literal(double value) {
    return step(new Step.Literal((float) value));
  }

  int member(Tensor node) {
    Integer step = members.get(node);
    if (step == null) {
      throw new IllegalStateException(node + " is not in this group");
    }
    return step;
  }

  void add(Tensor node, int[] x) {
    Step step =
        switch (node.op()) {
          case Op.Unary(UnaryFunction f) -> new Step.Unary(f, x[0]);
          case Op.Binary(BinaryFunction f) -> new Step.Binary(f, x[0], x[1]);
          case Op.Where _ -> new Step.Where(x[0], x[1], x[2]);
          default -> throw new IllegalArgumentException(node + " is not elementwise");
        };
    members.put(node, step(step));
  }

  /** Returns where the loop stores a member, storing it from now on. */
  Storage store(Tensor node) {
    return stores.computeIfAbsent(
        node,
        _ -> {
          Storage storage = new Storage(shape.size(), Storage.ARENA);
          storage.writtenAt(position);
          return storage;
        });
  }

  Instruction toInstruction() {
    List<Access> inputs =
        loads.keySet().stream()
            .map(view -> new Access(view.storage(), view.offset(), view.strides()))
            .toList();
    List<Access> outputs = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    stores.forEach((node, storage) -> {
      View whole = View.whole(storage, shape);
      outputs.add(new Access(storage, 0, whole.strides()));
      results.add(member(node));
    });
    Loop loop = new Loop(Ints.of(shape.toArray()), 0, inputs, List.copyOf(steps), outputs, results);
    return new Instruction.RunLoop(loop.collapsed());
  }

  private int step(Step step) {
    return known.computeIfAbsent(
        step,
        added -> {
          steps.add(added);
          return steps.size() - 1;
        });
  }
}
