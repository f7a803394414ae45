import JSON

/// A time in UTC by its parts (proleptic Gregorian calendar).
struct Moment {
  var year: Int
  /// 1 to 12
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0

  static let dayLength = 86_400_000

  /// Days since 1970-01-01 of a date; months beyond the year carry over.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let months = year * 12 + month - 1
    let year = Int((Double(months) / 12).rounded(.down))
    let month = months - year * 12 + 1
    // Howard Hinnant, "chrono-compatible low-level date algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468 + day - 1
  }

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(milliseconds: Int) {
    let days = Moment.floor(milliseconds, Moment.dayLength)
    let rest = milliseconds - days * Moment.dayLength
    let shifted = days + 719_468
    let era = Moment.floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1000 % 60
    millisecond = rest % 1000
  }

  static func floor(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }

  var dayNumber: Int { Moment.days(year: year, month: month, day: day) }
  /// Monday is 1, Sunday 7.
  var weekday: Int { Moment.weekday(dayNumber) }

  static func weekday(_ dayNumber: Int) -> Int {
    let day = (dayNumber + 3) % 7
    return (day < 0 ? day + 7 : day) + 1
  }

  /// The Monday that begins the first week of a year or month: the week with its first Thursday.
  static func firstWeek(year: Int, month: Int) -> Int {
    let first = days(year: year, month: month, day: 1)
    let weekday = weekday(first)
    return weekday > 4 ? first + 8 - weekday : first - (weekday - 1)
  }

  var weekOfYear: Int {
    let week = (dayNumber - Moment.firstWeek(year: year, month: 1)) / 7 + 1
    if dayNumber < Moment.firstWeek(year: year, month: 1) {
      return (dayNumber - Moment.firstWeek(year: year - 1, month: 1)) / 7 + 1
    }
    return week > 52 && dayNumber >= Moment.firstWeek(year: year + 1, month: 1) ? 1 : week
  }

  var weekOfMonth: Int {
    let start = Moment.firstWeek(year: year, month: month)
    if dayNumber < start {
      return (dayNumber - Moment.firstWeek(year: year, month: month - 1)) / 7 + 1
    }
    let week = (dayNumber - start) / 7 + 1
    return week > 4 && dayNumber >= Moment.firstWeek(year: year, month: month + 1) ? 1 : week
  }

  var yearOfWeek: Int {
    if dayNumber < Moment.firstWeek(year: year, month: 1) { return year - 1 }
    return dayNumber >= Moment.firstWeek(year: year + 1, month: 1) ? year + 1 : year
  }

  var monthOfWeek: Int {
    if dayNumber < Moment.firstWeek(year: year, month: month) { return month == 1 ? 12 : month - 1 }
    guard dayNumber >= Moment.firstWeek(year: year, month: month + 1) else { return month }
    return month == 12 ? 1 : month + 1
  }

  /// The value of a component of a picture; `nil` for those that are no number.
  func component(_ letter: Character) -> Int? {
    switch letter {
    case "Y": year
    case "M": month
    case "D": day
    case "d": dayNumber - Moment.days(year: year, month: 1, day: 1) + 1
    case "F": weekday
    case "W": weekOfYear
    case "w": weekOfMonth
    case "X": yearOfWeek
    case "x": monthOfWeek
    case "H": hour
    case "h": hour % 12 == 0 ? 12 : hour % 12
    case "m": minute
    case "s": second
    case "f": millisecond
    default: nil
    }
  }
}
