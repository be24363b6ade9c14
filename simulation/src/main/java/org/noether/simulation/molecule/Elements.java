package org.noether.simulation.molecule;

import java.util.List;
import java.util.Locale;

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

  private static final int LETTERS = 26;

  /** Atomic numbers by the first letter and the second, if there is one. */
  private static final int[][] NUMBERS = numbers();

  /** The largest atomic number that has a symbol. */
  public static final int MAX_ATOMIC_NUMBER = SYMBOLS.size();

  private Elements() {}

  private static int[][] numbers() {
    var numbers = new int[LETTERS][LETTERS + 1];
    for (int i = 0; i < SYMBOLS.size(); i++) {
      String symbol = SYMBOLS.get(i);
      int second = symbol.length() == 1 ? 0 : symbol.charAt(1) - 'a' + 1;
      numbers[symbol.charAt(0) - 'A'][second] = i + 1;
    }
    return numbers;
  }

  /** The atomic number of an element, or 0 if {@code symbol} is none, such as {@code c}. */
  public static int atomicNumber(String symbol) {
    return atomicNumber(symbol, 0, symbol.length());
  }

  /** The same for a part of a text. */
  static int atomicNumber(String text, int begin, int end) {
    int length = end - begin;
    if (length < 1 || length > 2) {
      return 0;
    }
    int first = text.charAt(begin) - 'A';
    int second = length == 1 ? 0 : text.charAt(begin + 1) - 'a' + 1;
    boolean letters = first >= 0 && first < LETTERS && second >= length - 1 && second <= LETTERS;
    return letters ? NUMBERS[first][second] : 0;
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
