package org.noether.learning.group;

import java.util.List;
import java.util.function.Function;
import org.noether.simulation.registry.Registry;

/** The groups that users select by name. */
public final class Groups {
  /** The weight of the group element in distances unless a user chooses another. */
  public static final double ALPHA = 0.2;

  private static final Registry<GroupFactory> KNOWN =
      new Registry<>(
          GroupFactory.class,
          "no group",
          GroupFactory::name,
          List.of(
              new BuiltIn("T", args -> new Translations(args.dimension()), "k"),
              new BuiltIn("Tx", args -> alongAxis(args, 0), "k"),
              new BuiltIn("Ty", args -> alongAxis(args, 1), "k"),
              new BuiltIn("SO2", args -> new Rotations(args.alpha()), "alpha"),
              new BuiltIn("RxSO2", args -> new RotationsAndScalings(args.alpha()), "alpha"),
              new BuiltIn(
                  "Rx",
                  args -> new Scalings(args.alpha(), args.flag("reference", false)),
                  "alpha",
                  "reference"),
              new BuiltIn("SQ", args -> new Squeezes(args.alpha()), "alpha"),
              new BuiltIn("RxSQ", args -> new SqueezesAndScalings(args.alpha()), "alpha"),
              new BuiltIn("SE2", args -> new PlaneMotions(args.alpha()), "alpha"),
              new BuiltIn("SO3", args -> new SpaceRotations(args.alpha()), "alpha"),
              new BuiltIn(
                  "SE3",
                  args -> new SpaceMotions(args.alpha(), args.flag("per_point", true)),
                  "alpha",
                  "per_point"),
              new BuiltIn("Trivial", args -> new Trivial(args.dimension()), "dim"),
              new BuiltIn("FakeSchGroup", _ -> new Trivial.Distances()),
              new BuiltIn("LieSubGroup", GroupSpec::subgroup, "liegroup", "generators")));

  private Groups() {}

  /** Returns the names of all groups. */
  public static List<String> names() {
    return KNOWN.names();
  }

  /** Returns the name of a group that differs in case only; an unknown name as it is. */
  static String canonical(String name) {
    return KNOWN.canonical(name);
  }

  /**
   * Returns the group that a user asks for.
   *
   * @throws IllegalArgumentException if the name is unknown or the arguments are not the group's
   */
  public static LieGroup create(GroupSpec spec) {
    LieGroup group = KNOWN.get(spec.name()).create(spec);
    spec.demandNoMore();
    return group;
  }

  /** Returns the names of a group's arguments, in order. */
  static List<String> parameters(String group) {
    return KNOWN.get(group).parameters();
  }

  private static LieGroup alongAxis(GroupSpec args, int axis) {
    if (args.dimension() != 2) {
      throw new IllegalArgumentException(
          args + ": acts on the plane only, as " + args.name() + "(2)");
    }
    return new Translations.AlongAxis(axis);
  }

  private record BuiltIn(
      String name, Function<GroupSpec, LieGroup> creation, List<String> parameters)
      implements GroupFactory {
    BuiltIn(String name, Function<GroupSpec, LieGroup> creation, String... parameters) {
      this(name, creation, List.of(parameters));
    }

    @Override
    public LieGroup create(GroupSpec spec) {
      return creation.apply(spec);
    }
  }
}
