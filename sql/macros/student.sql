-- student(10): how many standard errors the interval of 95 % reaches on either side of the mean of so many values, by Student's
-- distribution: the quantile at 0.975 in the expansion of Cornish and Fisher (1938), right to 0.001 from ten values on.
create or replace macro student(n) as
    1.959964 + 2.37227 / (n - 1) + 2.82250 / (n - 1) ^ 2 + 2.55585 / (n - 1) ^ 3;
