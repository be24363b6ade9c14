package org.noether.simulation.molecule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The chemical elements. */
public final class Elements {
  private static final List<String> SYMBOLS =
      List.of(
          ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge"
               + " As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr"
               + " Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn"
               + " Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh"
               + " Fl Mc Lv Ts Og")
              .split(" "));

  private static final Map<String, Integer> NUMBERS =
      IntStream.range(0, SYMBOLS.size())
          .boxed()
          .collect(Collectors.toMap(SYMBOLS::get, index -> index + 1));

  /** The largest atomic number that has a symbol. */
  public static final int MAX_ATOMIC_NUMBER = SYMBOLS.size();

  private Elements() {}

  /** The atomic number of an element, or 0 if {@code symbol} is none, such as {@code c}. */
  public static int atomicNumber(String symbol) {
    return NUMBERS.getOrDefault(symbol, 0);
  }

  /** The same for a symbol in any case, such as {@code CL}, {@code c} or {@code He}. */
  static int ofAnyCase(String symbol) {
    int exact = atomicNumber(symbol);
    return exact > 0 || symbol.isEmpty()
        ? exact
        : atomicNumber(
            symbol.substring(0, 1).toUpperCase(Locale.ROOT)
                + symbol.substring(1).toLowerCase(Locale.ROOT));
  }

  /**
   * The symbol of an element.
   *
   * @throws IllegalArgumentException if {@code atomicNumber} is not in [1, 118]
   */
  public static String symbol(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > MAX_ATOMIC_NUMBER) {
      throw new IllegalArgumentException("no element has the atomic number " + atomicNumber);
    }
    return SYMBOLS.get(atomicNumber - 1);
  }
}
